import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { TailLines } from '../../../src-main/workflows/command/tail-lines';

const cost = 8;

it('keeps the last lines that fit, byte for byte, and counts the others', () => {
  const line = fc.record({
    stream: fc.constantFrom('stdout' as const, 'stderr' as const),
    text: fc.string({ unit: 'grapheme', maxLength: 30 }),
    at: fc.date({ noInvalidDate: true }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 300 }), fc.integer({ min: 20, max: 400 }), (printed, room) => {
      const tail = new TailLines(room, cost);
      for (const { stream, text, at } of printed) tail.add(stream, text, at);
      const sizes = printed.map(({ text }) => Buffer.byteLength(text));
      let from = printed.length;
      let used = 0;
      while (from > 0 && used + (sizes[from - 1] ?? 0) + cost <= room) {
        from -= 1;
        used += (sizes[from] ?? 0) + cost;
      }
      expect([...tail.lines()]).toEqual(printed.slice(from));
      expect(tail.omittedLines).toBe(from);
      expect(tail.omittedBytes).toBe(sizes.slice(0, from).reduce((sum, size) => sum + size + 1, 0));
    }),
  );
});
