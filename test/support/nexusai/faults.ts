/** What can go wrong with one request. */
export type FaultKind =
  /** The connection breaks before the request is looked at. */
  | 'cut_before'
  /** The request is carried out, then the connection breaks: the answer is lost. */
  | 'cut_after'
  /** 401, as when somebody else has logged the account out. The token is dead from then on. */
  | 'unauthorized'
  /** 500 in plain text; the request is not carried out. */
  | 'error_500'
  /** Carried out, but the body is no JSON. */
  | 'malformed'
  /** Carried out, but the connection breaks in the middle of the body. */
  | 'half_body'
  /** Answered by something that is no NexusAI: an HTML page with status 200. */
  | 'html'
  /** Waits, before the request is looked at, until released. */
  | 'hold_before'
  /** Is carried out, and the answer waits until released. */
  | 'hold_after';

/** A promise with its key beside it (Promise.withResolvers is not in Node 20). */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}

/** A fault that was planted. */
export interface PlantedFault {
  /** Resolves when the first request has run into it. */
  readonly hit: Promise<void>;
  /** Lets held requests go on and takes the fault away. */
  release(): void;
}

interface Planted {
  readonly kind: FaultKind;
  readonly path: string;
  left: number;
  readonly hit: () => void;
  readonly released: Promise<void>;
}

/** The faults waiting for requests. */
export class Faults {
  private planted: Planted[] = [];

  /**
   * Plants a fault for the next `times` requests whose path contains `path`.
   *
   * @param times may be Infinity: until released
   */
  plant(kind: FaultKind, path: string, times = 1): PlantedFault {
    const hit = deferred();
    const release = deferred();
    const fault: Planted = { kind, path, left: times, hit: hit.resolve, released: release.promise };
    this.planted.push(fault);
    return {
      hit: hit.promise,
      release: () => {
        this.planted = this.planted.filter((other) => other !== fault);
        release.resolve();
      },
    };
  }

  /** The fault this request runs into, used up by one. */
  take(path: string): { readonly kind: FaultKind; readonly released: Promise<void> } | undefined {
    const fault = this.planted.find((candidate) => path.includes(candidate.path));
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.planted = this.planted.filter((other) => other !== fault);
    fault.hit();
    return fault;
  }
}
