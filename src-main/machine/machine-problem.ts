import { Problem } from '../contract/errors';
import type { Text } from '../contract/text';
import { machineTexts } from './machine-texts';

type At = (path: string | null) => Text;

/** What a system refuses for reasons outside the program, by Node's codes: what is wrong, what helps. */
const refusals: Readonly<Record<string, readonly [At, Text]>> = {
  ENOSPC: [() => machineTexts.diskFull, machineTexts.makeRoom],
  EDQUOT: [() => machineTexts.diskFull, machineTexts.makeRoom],
  EROFS: [machineTexts.readOnly, machineTexts.makeWritable],
  EACCES: [machineTexts.notAllowed, machineTexts.makeWritable],
  EPERM: [machineTexts.notAllowed, machineTexts.makeWritable],
};

/** An error of this machine's file system in words; null for any other error. */
export const machineProblem = (error: unknown): Problem | null => {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  const refusal = refusals[String(error.code)];
  if (refusal === undefined) return null;
  const [says, remedy] = refusal;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  return new Problem('refused', says(path), { remedy, details: { code: String(error.code) }, cause: error });
};
