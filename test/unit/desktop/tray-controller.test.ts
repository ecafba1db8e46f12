import { describe, expect, it } from 'vitest';
import { TrayController, type TrayFace } from '../../../src-main/desktop/tray-controller';
import type { TrayIconState, TrayModel } from '../../../src-main/desktop/tray-model';
import { HandTimers } from '../ipc/hand-timers';

const modelWith = (icon: TrayIconState, seconds = 0, tooltip = 'same'): TrayModel => ({
  icon,
  tooltip,
  items: [
    { kind: 'action', label: `Crawler (${seconds})`, action: { do: 'open', route: '/runs/1' }, steady: '1' },
    { kind: 'action', label: 'Quit', action: { do: 'quit' } },
  ],
});

const controllerWithFace = (): { controller: TrayController; timers: HandTimers; seen: string[] } => {
  const seen: string[] = [];
  const timers = new HandTimers();
  const face: TrayFace = {
    setIcon: (icon) => void seen.push(`icon ${icon}`),
    setTooltip: (text) => void seen.push(`tooltip ${text}`),
    setMenu: (items) =>
      void seen.push(`menu ${items.map((item) => ('label' in item ? item.label : '')).join(', ')}`),
    destroy: () => void seen.push('gone'),
  };
  const controller = new TrayController(() => face, timers);
  controller.setEnabled(true);
  return { controller, timers, seen };
};

describe('tray controller', () => {
  it('shows a 15 s outage after 10 s and a 4 s outage never', () => {
    const { controller, timers, seen } = controllerWithFace();
    controller.update(modelWith('idle'));
    timers.pass(2_000);
    expect(seen).toContain('icon idle');
    seen.length = 0;

    controller.update(modelWith('lost'));
    timers.pass(4_000);
    controller.update(modelWith('idle'));
    timers.pass(20_000);
    expect(seen).toEqual([]);

    controller.update(modelWith('lost'));
    timers.pass(9_999);
    expect(seen).toEqual([]);
    timers.pass(1);
    expect(seen).toEqual(['icon lost']);
    timers.pass(5_000);
    controller.update(modelWith('idle'));
    timers.pass(2_000);
    expect(seen).toEqual(['icon lost', 'icon idle']);
  });

  it('is not put off for ever by states that keep changing', () => {
    const { controller, timers, seen } = controllerWithFace();
    controller.update(modelWith('idle'));
    timers.pass(2_000);
    for (let n = 0; n < 12; n += 1) {
      controller.update(modelWith(n % 2 === 0 ? 'running' : 'attention'));
      timers.pass(1_000);
    }
    expect(seen.filter((line) => /icon (running|attention)/.test(line))).not.toEqual([]);
  });

  it('touches the system only for what differs', () => {
    const { controller, timers, seen } = controllerWithFace();
    controller.update(modelWith('starting'));
    timers.pass(60_000);
    seen.length = 0;
    controller.update(modelWith('starting', 1));
    controller.update(modelWith('starting', 2));
    timers.pass(60_000);
    expect(seen).toEqual([]);
    controller.refresh(modelWith('starting', 3));
    expect(seen).toEqual(['menu Crawler (3), Quit']);
    timers.pass(60_000);
    controller.update(modelWith('starting', 3, 'other'));
    expect(seen[1]).toBe('tooltip other');
    expect(seen).toHaveLength(2);
  });

  it('renders a burst once at once and once 200 ms later, with the last of it', () => {
    const { controller, timers, seen } = controllerWithFace();
    for (let n = 0; n < 50; n += 1) controller.update(modelWith('starting', 0, `text ${n}`));
    expect(seen.filter((line) => line.startsWith('tooltip'))).toEqual(['tooltip text 0']);
    timers.pass(200);
    expect(seen.filter((line) => line.startsWith('tooltip'))).toEqual(['tooltip text 0', 'tooltip text 49']);
  });

  it('comes and goes with the setting, and comes back complete', () => {
    const { controller, timers, seen } = controllerWithFace();
    controller.update(modelWith('starting'));
    timers.pass(1_000);
    controller.setEnabled(false);
    controller.setEnabled(false);
    controller.update(modelWith('starting', 0, 'while away'));
    seen.length = 0;
    controller.setEnabled(true);
    expect(seen).toEqual(['icon starting', 'tooltip while away', 'menu Crawler (0), Quit']);
    controller.close();
    expect(seen[3]).toBe('gone');
    timers.pass(60_000);
    expect(timers.pending).toBe(0);
  });
});
