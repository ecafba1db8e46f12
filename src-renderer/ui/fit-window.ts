import type { PopoverProps } from '@mantine/core';

/** Room left between what opens and the window's edge, in pixels. */
const edge = 8;

/** Keeps a menu or panel inside the window: beside its button where there is room, and never taller than that room. */
export const fitWindow: NonNullable<PopoverProps['middlewares']> = {
  flip: true,
  shift: true,
  size: {
    padding: edge,
    apply: ({ availableHeight, elements }) => {
      elements.floating.style.maxHeight = `${Math.max(availableHeight, 0)}px`;
    },
  },
};
