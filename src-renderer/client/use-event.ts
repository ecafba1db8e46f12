import { useEffect, useEffectEvent } from 'react';
import { events, type EventName, type EventPayload } from '../../src-main/contract/api';
import { useTransport } from './client-context';
import type { Transport } from './transport';

const isPayload = <N extends EventName>(name: N, payload: unknown): payload is EventPayload<N> =>
  events[name].safeParse(payload).success;

/** Hears one event of the contract; a payload of another shape is dropped. @returns a function that ends it */
export const listen = <N extends EventName>(
  transport: Transport,
  name: N,
  listener: (payload: EventPayload<N>) => void,
): (() => void) =>
  transport.on(name, (payload) => {
    if (isPayload(name, payload)) listener(payload);
  });

/** `useEvent('log.appended', (event) => …)`: the listener may close over the present props. */
export const useEvent = <N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): void => {
  const transport = useTransport();
  const latest = useEffectEvent(listener);
  useEffect(() => listen(transport, name, (payload) => latest(payload)), [transport, name]);
};
