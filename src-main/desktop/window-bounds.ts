/** A rectangle on the desktop, in the system's device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 800, height: 560 } as const;
const usualWindow = { width: 1280, height: 800 } as const;
/** At least so much of a window must lie on a screen for it to be left where it was. */
const visiblePart = 100;

const overlap = (a: Bounds, b: Bounds): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

const into = (wanted: Bounds, area: Bounds): Bounds => {
  const width = Math.min(Math.max(wanted.width, smallestWindow.width), area.width);
  const height = Math.min(Math.max(wanted.height, smallestWindow.height), area.height);
  return {
    x: Math.round(Math.min(Math.max(wanted.x, area.x), area.x + area.width - width)),
    y: Math.round(Math.min(Math.max(wanted.y, area.y), area.y + area.height - height)),
    width: Math.round(width),
    height: Math.round(height),
  };
};

/**
 * Where to put the window: where it was, if a screen is still there; else in the middle of the first screen. Never
 * larger than the screen, never smaller than is usable.
 *
 * @param areas the screens' work areas, the primary one first.
 */
export const placeWindow = (remembered: Bounds | null, areas: readonly Bounds[]): Bounds => {
  const [primary = { x: 0, y: 0, ...usualWindow }] = areas;
  const screen =
    remembered === null
      ? undefined
      : areas.find((area) => {
          const { width, height } = overlap(remembered, area);
          return width >= visiblePart && height >= visiblePart;
        });
  if (remembered !== null && screen !== undefined) return into(remembered, screen);
  const size = remembered ?? { ...usualWindow };
  const width = Math.min(size.width, primary.width);
  const height = Math.min(size.height, primary.height);
  return into(
    {
      x: primary.x + (primary.width - width) / 2,
      y: primary.y + (primary.height - height) / 2,
      width,
      height,
    },
    primary,
  );
};
