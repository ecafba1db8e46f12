import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow, type Bounds } from '../../../src-main/desktop/window-bounds';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const beside: Bounds = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('window placement', () => {
  it('puts a first window into the middle', () => {
    expect(placeWindow(null, [laptop])).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
  });

  it('leaves a window where it was', () => {
    const was = { x: 1500, y: 100, width: 1000, height: 700 };
    expect(placeWindow(was, [laptop, beside])).toEqual(was);
  });

  it('brings a window home whose screen is gone', () => {
    const was = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(placeWindow(was, [laptop])).toEqual({ x: 220, y: 113, width: 1000, height: 700 });
  });

  it('is on a screen and never larger than it, wherever it was', () => {
    const numbers = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 1, max: 9000 });
    const isPlaced = (was: Bounds): boolean => {
      const { x, y, width, height } = placeWindow(was, [laptop, beside]);
      return [laptop, beside].some(
        (area) =>
          x >= area.x &&
          y >= area.y &&
          x + width <= area.x + area.width &&
          y + height <= area.y + area.height,
      );
    };
    const any = fc.record({ x: numbers, y: numbers, width: size, height: size });
    expect(() => fc.assert(fc.property(any, isPlaced))).not.toThrow();
  });
});
