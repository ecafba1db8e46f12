import type { ClaimedRun } from '../../executor/ledger';

/** Who and what a task names. */
export type Names = Pick<ClaimedRun, 'user' | 'app' | 'workflow' | 'target'>;

export const nobody: Names = { user: null, app: null, workflow: null, target: null };

/** So many columns in a row hold them, as the statements list them. */
export const nameColumns = 15;

/** Reads them out of a row of texts, from column `at` on; what was not found is null. */
export const namesFrom = (row: readonly (string | null)[], at: number): Names => {
  const text = (column: number): string | null => row[at + column] ?? null;
  const number = (column: number, otherwise: number): number => Number(text(column) ?? otherwise);
  const json = (column: number): unknown => {
    const value = text(column);
    return value === null ? null : JSON.parse(value);
  };
  const connector = text(12);
  return {
    user: text(0) === null ? null : { teamId: text(1) ?? '0', nickname: text(2) ?? '', status: number(3, 1) },
    app: text(4) === null ? null : { name: text(5) ?? '', status: number(6, 1), publishStatus: number(7, 0) },
    workflow:
      text(8) === null ? null : { name: text(9) ?? '', status: number(10, 1), publishStatus: number(11, 0) },
    target: connector === null ? null : { connector, config: json(13), inputDefinition: json(14) },
  };
};
