import type { MantineColorsTuple } from '@mantine/core';
import { amber, grass, iris, red, sky, slate, slateDark, violet } from '@radix-ui/colors';

type RadixScale = Readonly<Record<string, string>>;

/** Radix steps that become Mantine's ten, lightest first. */
const steps = [2, 3, 4, 5, 7, 8, 9, 10, 11, 12] as const;

/** Thrown at start when a Radix scale lacks a step: the package changed under us. */
export class MissingColorStepError extends Error {
  constructor(scale: string, step: number) {
    super(`Colour scale ${scale} has no step ${step}: check the version of @radix-ui/colors.`);
    this.name = 'MissingColorStepError';
  }
}

const tuple = (name: string, scale: RadixScale): MantineColorsTuple => {
  const at = (step: number): string => {
    const value = scale[`${name}${step}`];
    if (value === undefined) throw new MissingColorStepError(name, step);
    return value;
  };
  const [a, b, c, d, e, f, g, h, i, j] = steps;
  return [at(a), at(b), at(c), at(d), at(e), at(f), at(g), at(h), at(i), at(j)];
};

/** Mantine reads its `dark` scale from text (0) to page (9). */
const darkTuple: MantineColorsTuple = [
  slateDark.slate12,
  slateDark.slate11,
  slateDark.slate10,
  slateDark.slate8,
  slateDark.slate6,
  slateDark.slate4,
  slateDark.slate3,
  slateDark.slate2,
  slateDark.slate1,
  '#0c0c0d',
];

/** The palette by the names Mantine's components know. */
export const palette = {
  iris: tuple('iris', iris),
  gray: tuple('slate', slate),
  dark: darkTuple,
  green: tuple('grass', grass),
  red: tuple('red', red),
  yellow: tuple('amber', amber),
  blue: tuple('sky', sky),
  violet: tuple('violet', violet),
} as const;
