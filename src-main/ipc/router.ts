import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { api, type Answer, type Caller, type Handlers } from '../contract/api';
import { contractTexts } from '../contract/contract-texts';
import { inputProblem, Problem } from '../contract/errors';

/** Where the router writes what an operator must not be shown: stacks. */
export interface RouterLog {
  error(message: string, error: unknown): void;
}

type Run = (args: unknown, caller: Caller) => Promise<unknown>;
interface Route {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly run: Run;
}

const isRun = (value: unknown): value is Run => typeof value === 'function';

/** Every call of the contract with its handler. @throws {TypeError} when one has none: a fault of the build, not of a user. */
const routesOf = (handlers: Handlers): ReadonlyMap<string, Route> => {
  const routes = new Map<string, Route>();
  for (const [group, calls] of Object.entries(api)) {
    const offered: unknown = Reflect.get(handlers, group);
    for (const [name, definition] of Object.entries(calls)) {
      const run: unknown =
        typeof offered === 'object' && offered !== null ? Reflect.get(offered, name) : undefined;
      if (!isRun(run)) throw new TypeError(`No handler for ${group}.${name}`);
      routes.set(`${group}.${name}`, {
        input: definition.input,
        output: definition.output,
        run: (args, caller) => run.call(offered, args, caller),
      });
    }
  }
  return routes;
};

/**
 * Carries a call to its handler, whatever brought it here: parses the arguments, parses the result (a field the contract
 * does not name never leaves), and gives errors back as values. A transport adds who asks and nothing else.
 */
export class Router {
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(
    handlers: Handlers,
    private readonly log: RouterLog,
  ) {
    this.#routes = routesOf(handlers);
  }

  /** Never rejects. */
  async call(group: unknown, name: unknown, input: unknown, caller: Caller): Promise<Answer> {
    const called =
      typeof group === 'string' && typeof name === 'string' ? `${group}.${name}` : 'a call without a name';
    try {
      const route = this.#routes.get(called);
      if (route === undefined)
        throw new Problem('unsupported', contractTexts.noSuchCall, {
          remedy: contractTexts.sameVersion,
          details: { call: called.slice(0, 130) },
        });
      const args = route.input.safeParse(input);
      if (!args.success) throw inputProblem(args.error, contractTexts.sent, route.input);
      return { ok: true, value: route.output.parse(await route.run(args.data, caller)) };
    } catch (error) {
      const problem = error instanceof Problem ? error : this.#internal(called, error);
      return { ok: false, error: problem.infoIn(caller.locale) };
    }
  }

  /** What the reader is told of a fault of ours: a reference to look up in the log, never a stack or a value. */
  #internal(called: string, error: unknown): Problem {
    const reference = randomUUID().slice(0, 8);
    this.log.error(`${called} failed (reference ${reference})`, error);
    return new Problem('internal', contractTexts.somethingWrong(reference), {
      remedy: contractTexts.lookForReference,
      details: { reference, call: called },
    });
  }
}
