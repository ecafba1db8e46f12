import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { opacities, readPng } from '../../support/read-png';

const states = ['starting', 'idle', 'running', 'paused', 'attention', 'lost'];
const icons = new URL('../../../build/icons/', import.meta.url);

describe('tray icons', () => {
  it.each(['light-16.png', 'dark-16.png', 'color-16.png', 'Template'])(
    'differ in shape when %s is reduced to one bit at 16 pixels',
    (suffix) => {
      const shapes = states.map((state) => {
        const name = suffix === 'Template' ? `${state}Template.png` : `${state}-${suffix}`;
        const picture = readPng(readFileSync(new URL(`tray/${name}`, icons)));
        expect(picture.width).toBe(16);
        return opacities(picture)
          .map((value) => (value > 127 ? '1' : '0'))
          .join('');
      });
      for (const [at, one] of shapes.entries())
        for (const two of shapes.slice(at + 1)) {
          const differing = one.split('').filter((bit, n) => bit !== two[n]).length;
          // A handful of pixels would be anti-aliasing, not another shape.
          expect(differing).toBeGreaterThanOrEqual(8);
        }
    },
  );

  it('are what their source draws', async () => {
    const script = new URL('../../../build/make-icons.mjs', import.meta.url).pathname;
    const checked = promisify(execFile)(process.execPath, [script, '--check']);
    await expect(checked).resolves.toMatchObject({ stderr: '' });
  }, 60_000);

  it.each(states)('hold every size Windows asks for: %s', (state) => {
    const ico = readFileSync(new URL(`tray/${state}-dark.ico`, icons));
    expect(ico.readUInt16LE(2)).toBe(1);
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, n) => ico[6 + 16 * n]);
    expect(sizes).toEqual([16, 20, 24, 32, 48]);
  });
});
