import type { Json } from '../contract/primitives';

const step = /^(?:\.?([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\])/;

/** The steps of a path such as `$.jobs[0].state` or `data["a key"]`; null when it is none. */
export const jsonPathSteps = (path: string): readonly string[] | null => {
  let rest = path.startsWith('$') ? path.slice(1) : path;
  const steps: string[] = [];
  while (rest !== '') {
    const match = step.exec(rest);
    if (match === null) return null;
    steps.push(match[1] ?? match[2] ?? (match[3] ?? match[4] ?? '').replaceAll(/\\(.)/g, '$1'));
    rest = rest.slice(match[0].length);
  }
  return steps;
};

/** The value at the path, or undefined when something on the way is missing. */
export const valueAt = (value: Json, steps: readonly string[]): Json | undefined => {
  let here: Json | undefined = value;
  for (const key of steps) {
    if (typeof here !== 'object' || here === null) return undefined;
    if (Array.isArray(here)) here = here[Number(key)];
    else here = Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
};
