import { api, type Answer, type Client } from './api';
import { contractTexts } from './contract-texts';
import { issuesOf, Problem, type ErrorInfo } from './errors';
import type { Locale } from './primitives';
import { verbatim } from './text';

/** How a call leaves: a bridge, a socket or a router in the same process. Never rejects for an error of the application. */
export type CallSender = (group: string, name: string, input: unknown, locale: Locale) => Promise<Answer>;

/** A `Problem` from its value, as it crossed a boundary: in the one language that was asked for. */
export const problemFromInfo = (info: ErrorInfo): Problem =>
  new Problem(info.code, verbatim(info.message), {
    ...(info.remedy === null ? {} : { remedy: verbatim(info.remedy) }),
    ...(info.since === null ? {} : { since: new Date(info.since) }),
    issues: info.issues.map(({ path, message }) => ({ path, message: verbatim(message) })),
    details: info.details,
  });

/** Holds when every call of the contract is a function of `built`: what makes a plain object a `Client`. */
const isClient = (built: unknown): built is Client =>
  typeof built === 'object' &&
  built !== null &&
  Object.entries(api).every(([group, calls]) => {
    const offered: unknown = Reflect.get(built, group);
    return (
      typeof offered === 'object' &&
      offered !== null &&
      Object.keys(calls).every((name) => typeof Reflect.get(offered, name) === 'function')
    );
  });

/**
 * The typed client over any way to send a call: answers are parsed by the contract, errors reject as `Problem`.
 *
 * @param locale the language the reader has now; answers come in it
 * @throws Problem `internal` when an answer does not have the contract's shape.
 */
export const createClient = (send: CallSender, locale: () => Locale = () => 'en'): Client => {
  const built = Object.fromEntries(
    Object.entries(api).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.entries(calls).map(([name, definition]) => [
          name,
          async (input: unknown): Promise<unknown> => {
            const answer = await send(group, name, input, locale());
            if (!answer.ok) throw problemFromInfo(answer.error);
            const value = definition.output.safeParse(answer.value);
            if (value.success) return value.data;
            const otherShape = new Problem('internal', contractTexts.otherShape(`${group}.${name}`), {
              remedy: contractTexts.sameVersion,
              issues: issuesOf(value.error),
            });
            throw problemFromInfo(otherShape.infoIn(locale()));
          },
        ]),
      ),
    ]),
  );
  if (isClient(built)) return built;
  throw new Problem('internal', contractTexts.clientLacksCall);
};
