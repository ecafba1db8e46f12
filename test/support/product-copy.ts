import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built command line, in a folder that no build writes to. */
    productCli: string;
  }
}

/** Copies the built program away for one run of tests, so that a build beside them cannot pull it from under them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync('out/main/cli.cjs'))
    throw new Error('The application is not built: run `node build/setup.mjs` first.');
  const folder = await mkdtemp(join(tmpdir(), 'nexus-product-'));
  await mkdir(join(folder, 'out'));
  await cp('out/main', join(folder, 'out', 'main'), { recursive: true });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  project.provide('productCli', join(folder, 'out', 'main', 'cli.cjs'));
  return () => rm(folder, { recursive: true, force: true });
}
