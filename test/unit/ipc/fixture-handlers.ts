import { api, type Handlers } from '../../../src-main/contract/api';
import { Problem } from '../../../src-main/contract/errors';
import { verbatim } from '../../../src-main/contract/text';

/** Handlers of which a test supplies the few that it calls. */
export type SomeHandlers = { readonly [G in keyof Handlers]?: Partial<Handlers[G]> };

const isWhole = (built: unknown): built is Handlers =>
  typeof built === 'object' && built !== null && Object.keys(api).every((group) => group in built);

/** The given handlers; every other call is refused as not found. */
export const fixtureHandlers = (given: SomeHandlers = {}): Handlers => {
  const built = Object.fromEntries(
    Object.entries(api).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.keys(calls).map((name) => [
          name,
          Reflect.get(Reflect.get(given, group) ?? {}, name) ??
            (async () => {
              throw new Problem('not_found', verbatim(`Not in this test: ${group}.${name}`));
            }),
        ]),
      ),
    ]),
  );
  if (isWhole(built)) return built;
  throw new TypeError('The contract has no groups');
};
