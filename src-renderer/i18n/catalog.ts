import type { en } from './en';

/** A catalogue with the same keys; only English needs the singular form, Chinese has one plural category. */
type Translated<T> = {
  readonly [
    K in keyof T as K extends `${infer Base}_one` ? (`${Base}_other` extends keyof T ? never : K) : K
  ]: T[K] extends string ? string : Translated<T[K]>;
};

/** What every language has to say: the keys of the English catalogue. */
export type Words = Translated<typeof en>;
