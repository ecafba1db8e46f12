import { z } from 'zod';
import { Problem } from '../../../contract/errors';
import { nexusImportTexts } from './nexus-import-texts';
import { parseSqlRows } from './parse-sql-rows';
import { shown, type SourceRow } from './source-row';

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);

/** The shapes in which the table leaves a database or the API as JSON. */
const file = z.union([
  // phpMyAdmin: [{type: "header"}, {type: "table", name, data}]
  z
    .array(z.looseObject({ type: z.string() }))
    .transform((parts) =>
      parts.filter((part) => part['type'] === 'table' && shown(part['name']).endsWith('scheduled_tasks')),
    )
    .refine((parts) => parts.length > 0)
    .transform((parts) => parts.map((part) => part['data']))
    .pipe(z.array(rows))
    .transform((parts) => parts.flat()),
  rows,
  z.object({ data: z.object({ list: rows }) }).transform(({ data }) => data.list),
  z.object({ list: rows }).transform(({ list }) => list),
  z.object({ scheduled_tasks: rows }).transform((value) => value.scheduled_tasks),
  z.object({ tasks: rows }).transform((value) => value.tasks),
]);

const nothing = (): never => {
  throw new Problem('invalid_input', nexusImportTexts.noRows, {
    remedy: nexusImportTexts.giveRows,
  });
};

/** Reads an export of NexusAI's `scheduled_tasks`, SQL or JSON. @throws {Problem} `invalid_input` */
export const parseExport = (text: string): readonly SourceRow[] => {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (!/^[[{]/.test(content)) {
    const found = parseSqlRows(content, 'scheduled_tasks');
    return found.length === 0 ? nothing() : found;
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new Problem('invalid_input', nexusImportTexts.notJson, {
      remedy: nexusImportTexts.exportAgain,
      cause,
    });
  }
  const parsed = file.safeParse(value);
  return parsed.success ? parsed.data : nothing();
};
