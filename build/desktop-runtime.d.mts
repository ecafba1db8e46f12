/** Version of the end-of-life Electron that only tests run on. */
export const OLD_ELECTRON: string;

/** Where that runtime is kept between runs. */
export function runtimeFolder(): string;

/** Makes it available and returns its executable; throws with what to install when it cannot be had. */
export function provisionOldElectron(options?: { log?: (line: string) => void }): Promise<string>;

/** Lets an application packaged on it borrow the newer APIs (`resources` is the packaged `resources` folder). */
export function lendToPackagedApp(
  resources: string,
  options?: { log?: (line: string) => void },
): Promise<void>;
