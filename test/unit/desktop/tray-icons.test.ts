import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const states = ['starting', 'idle', 'running', 'paused', 'attention', 'lost'];
const icons = new URL('../../../build/icons/', import.meta.url);

/** Opacity of every pixel of an 8-bit RGBA PNG without interlacing, as our rasteriser writes them. */
const opacities = (png: Buffer): { width: number; alpha: number[] } => {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  expect([...png.subarray(24, 26)]).toEqual([8, 6]);
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * 4;
  const lines = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= 4 ? (lines[y * stride + x - 4] ?? 0) : 0;
      const up = y > 0 ? (lines[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (lines[(y - 1) * stride + x - 4] ?? 0) : 0;
      const p = left + up - corner;
      const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][filter] ?? 0;
      lines[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, alpha: Array.from({ length: width * height }, (_, at) => lines[at * 4 + 3] ?? 0) };
};

describe('tray icons', () => {
  it.each(['light-16.png', 'dark-16.png', 'color-16.png', 'Template'])(
    'differ in shape when %s is reduced to one bit at 16 pixels',
    (suffix) => {
      const shapes = states.map((state) => {
        const name = suffix === 'Template' ? `${state}Template.png` : `${state}-${suffix}`;
        const { width, alpha } = opacities(readFileSync(new URL(`tray/${name}`, icons)));
        expect(width).toBe(16);
        return alpha.map((value) => (value > 127 ? '1' : '0')).join('');
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
