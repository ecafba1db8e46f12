// `npm run screenshots -- tray-menu`: docs/images/tray-menu.png, the tray's menu as a Linux panel (Xfce's) draws it: the
// real application on a display of its own, its icon clicked, the screen photographed. Takes half a minute.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { runnerImport } from 'vite';
import { findElectron } from './find-electron.mjs';
import { findProgram } from './system-packages.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURE = join(ROOT, 'docs', 'images', 'tray-menu.png');
const XFCONF = '/usr/lib/x86_64-linux-gnu/xfce4/xfconf/xfconfd';
const PACKAGES =
  'xvfb dbus-daemon xfce4-panel xfwm4 xfconf xdotool imagemagick hsetroot orchis-gtk-theme papirus-icon-theme fonts-inter';
const PROGRAMS = ['Xvfb', 'dbus-daemon', 'xfce4-panel', 'xfwm4', 'xdotool', 'import', 'hsetroot'];
const ICON = { x: '1328', y: '30' };
const PHOTO = '1160x740+280+0';

const panel = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="double" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="icon-size" type="uint" value="18"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array"><value type="double" value="0.07"/><value type="double" value="0.07"/>
        <value type="double" value="0.09"/><value type="double" value="1"/></property>
      <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/>
        <value type="int" value="3"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/><property name="style" type="uint" value="0"/></property>
    <property name="plugin-2" type="string" value="systray"><property name="square-icons" type="bool" value="true"/></property>
    <property name="plugin-3" type="string" value="clock">
      <property name="mode" type="uint" value="2"/><property name="digital-layout" type="uint" value="3"/>
      <property name="digital-time-format" type="string" value="%H:%M  "/>
      <property name="digital-time-font" type="string" value="Inter Medium 10"/></property>
  </property>
</channel>
`;
const gtk = `[Settings]
gtk-theme-name=Orchis-Dark
gtk-icon-theme-name=Papirus-Dark
gtk-font-name=Inter 10
gtk-xft-hinting=0
gtk-xft-rgba=none
`;

/** A small team: some tasks pinned, one failed, one missed, one waiting for a person, and one that starts now. */
const team = (everyState) => `
TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs, workflows, workflow_targets, apps, users, audit_entries
  RESTART IDENTITY CASCADE;
${everyState}
DELETE FROM task_runs WHERE task_id = 2 AND state = 'running';
UPDATE task_policies SET pinned = task_id IN (1, 3, 4);
UPDATE scheduled_tasks SET status = 2 WHERE id IN (5, 11, 12);
UPDATE scheduled_tasks SET next_run_time = now() + interval '10 seconds' WHERE id = 2;`;

const lacking = PROGRAMS.filter((name) => findProgram(name) === undefined);
const electron = await findElectron();
if (lacking.length > 0 || 'reason' in electron) {
  console.error(
    'reason' in electron
      ? `No picture of the tray: ${electron.reason}`
      : `No picture of the tray: this machine lacks ${lacking.join(', ')}. On Debian: apt-get install --no-install-recommends ${PACKAGES}`,
  );
  process.exit(1);
}

const load = async (file) =>
  (await runnerImport(join(ROOT, file), { configFile: false, logLevel: 'error' })).module;
const { everyStateSql } = await load('test/support/every-state-fixture.ts');
const { DesktopSession } = await load('test/desktop/runtime/desktop-session.ts');
const { BareApp } = await load('test/desktop/runtime/launch-app.ts');

const desktop = await DesktopSession.start({ tray: false });
const env = { ...desktop.env, GDK_SCALE: '2', NO_AT_BRIDGE: '1' };
const shell = [];
const start = (program, ...args) => shell.push(spawn(program, args, { env, stdio: 'ignore' }));
const run = (program, ...args) => execFileSync(program, args, { env, maxBuffer: 100_000_000 });

/** The screen, once it has stood still for the given time. */
async function photo(stillMs) {
  let last = run('import', '-window', 'root', 'rgb:-');
  for (let still = 0; still < stillMs;) {
    await pause(500);
    const now = run('import', '-window', 'root', 'rgb:-');
    still = now.equals(last) ? still + 500 : 0;
    last = now;
  }
}

/** Fills the database of the running application. False while there is none yet, or its executor has not reported to it. */
async function fill(dataDir, sql) {
  if (!existsSync(join(dataDir, 'embedded.json'))) return false;
  const { password, port } = JSON.parse(readFileSync(join(dataDir, 'embedded.json'), 'utf8'));
  const client = new Client(`postgresql://nexus:${password}@127.0.0.1:${port}/nexus_scheduler`);
  client.on('error', () => undefined);
  try {
    await client.connect();
    if ((await client.query('SELECT 1 FROM executors')).rowCount === 0) return false;
    await client.query(sql);
    return true;
  } catch (error) {
    if (error.code === undefined || /^(ECONN|42P01|3D000|57P03)/.test(error.code)) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

try {
  const settings = join(env.XDG_CONFIG_HOME, 'xfce4', 'xfconf', 'xfce-perchannel-xml');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'xfce4-panel.xml'), panel);
  mkdirSync(join(env.XDG_CONFIG_HOME, 'gtk-3.0'), { recursive: true });
  writeFileSync(join(env.XDG_CONFIG_HOME, 'gtk-3.0', 'settings.ini'), gtk);
  start(XFCONF);
  start('xfwm4', '--compositor=on');
  run('hsetroot', '-add', '#3d3d6b', '-add', '#5b5b9c', '-add', '#8e7fb0', '-gradient', '200');
  await photo(1_000);
  start('xfce4-panel', '--disable-wm-check');
  await photo(1_500);

  const dataDir = join(desktop.folder, 'data');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755); // as root, the embedded database runs as another user below it
  const commands = [{ name: 'report', program: findProgram('sleep'), args: ['600'] }];
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ commands, executor: { stopGraceMs: 0 } }), {
    mode: 0o600,
  });
  const open = () => BareApp.start({ desktop, executable: electron.executable, dataDir, args: ['--hidden'] });
  const first = open();
  for (let left = 60; !(await fill(dataDir, team(everyStateSql))); left -= 1) {
    if (left === 0) throw new Error(`The application did not start:\n${first.output.text()}`);
    await pause(500);
  }
  await first.close();
  const app = open();
  await photo(8_000); // the icon waits before it changes
  run('xdotool', 'mousemove', ICON.x, ICON.y, 'click', '3');
  await photo(1_000);
  for (const key of ['Down', 'Down', 'Down', 'Down', 'Right', 'Down']) {
    run('xdotool', 'key', key);
    await photo(500);
  }
  run('import', '-window', 'root', '-crop', PHOTO, '+repage', '-strip', PICTURE);
  await app.close();
  console.log(PICTURE);
} finally {
  for (const child of shell) child.kill('SIGKILL');
  await desktop.stop();
}
// Buses and pipes of what was just killed would be waited for.
process.exit();
