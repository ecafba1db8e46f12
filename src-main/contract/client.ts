import { api, type Answer, type Client } from './api';
import { Problem, type ErrorInfo } from './errors';

/** How a call leaves: a bridge, a socket or a router in the same process. Never rejects for an error of the application. */
export type CallSender = (group: string, name: string, input: unknown) => Promise<Answer>;

/** A `Problem` from its value, as it crossed a boundary. */
export const problemFromInfo = (info: ErrorInfo): Problem =>
  new Problem(info.code, info.message, {
    ...(info.remedy === null ? {} : { remedy: info.remedy }),
    ...(info.since === null ? {} : { since: new Date(info.since) }),
    issues: info.issues,
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
 * @throws Problem `internal` when an answer does not have the contract's shape.
 */
export const createClient = (send: CallSender): Client => {
  const built = Object.fromEntries(
    Object.entries(api).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.entries(calls).map(([name, definition]) => [
          name,
          async (input: unknown): Promise<unknown> => {
            const answer = await send(group, name, input);
            if (!answer.ok) throw problemFromInfo(answer.error);
            const value = definition.output.safeParse(answer.value);
            if (value.success) return value.data;
            throw new Problem('internal', `The answer to ${group}.${name} does not have the agreed shape.`, {
              remedy: 'Start the application and the window from the same version.',
              issues: value.error.issues.map((issue) => ({
                path: issue.path.join('.'),
                message: issue.message,
              })),
              cause: value.error,
            });
          },
        ]),
      ),
    ]),
  );
  if (isClient(built)) return built;
  throw new Problem('internal', 'The client lacks a call of the contract.');
};
