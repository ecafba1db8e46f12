import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../contract/errors';
import { consoleTexts } from './console-texts';

/** The built window beside the built program: this code may stand in an entry or one folder deeper, in a chunk. */
export const rendererFolder = (from = __dirname): string => {
  const found = ['../renderer', '../../renderer']
    .map((path) => join(from, path))
    .find((folder) => existsSync(join(folder, 'index.html')));
  if (found !== undefined) return found;
  throw new Problem('unsupported', consoleTexts.noWindow, {
    remedy: consoleTexts.build,
  });
};
