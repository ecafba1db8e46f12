import { stat } from 'node:fs/promises';
import { verbatim, type Text } from '../../contract/text';
import { workflowTexts } from '../workflow-texts';

/**
 * Why a program could not be started, for whoever has to mend it: the system blames the program also where its folder is
 * missing, and speaks in codes.
 * @param clean removes secrets
 */
export const startFailure = async (
  error: Error,
  folder: string | null,
  clean: (text: string) => string,
): Promise<Text> => {
  const code = 'code' in error ? String(error.code) : '';
  // Its message shows the value, in a spelling that secrets are not recognised in.
  if (code === 'ERR_INVALID_ARG_VALUE') return workflowTexts.commandNul;
  if (code === 'E2BIG') return workflowTexts.commandTooLarge;
  if (folder !== null && !(await isFolder(folder))) return workflowTexts.noFolder(folder);
  return verbatim(clean(error.message));
};

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
