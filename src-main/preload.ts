import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, type Bridge } from './contract/bridge';
import { channels } from './ipc/electron-channels';
import { EventBuffer } from './ipc/event-buffer';

const events = new EventBuffer();
ipcRenderer.on(channels.event, (_event, name: unknown, payload: unknown) => {
  if (typeof name === 'string') events.push(name, payload);
});

const bridge: Bridge = {
  call: (group, name, input, locale) => ipcRenderer.invoke(channels.call, group, name, input, locale),
  on: (event, listener) => events.on(event, (payload) => listener(payload)),
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
ipcRenderer.send(channels.ready);
