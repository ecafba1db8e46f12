import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * The label of a task's field by the path with which an error names it, written as in the contract or as in the table.
 * Null where no label is known: a path is for programs, not for readers.
 */
export const useFieldName = (): ((path: string) => string | null) => {
  const { t } = useTranslation('taskDetail');
  return useCallback(
    (path) => {
      const fields: Readonly<Record<string, string>> = t('changes.fields', { returnObjects: true });
      const last = path.split('.').filter((part) => !/^\d*$/.test(part));
      const name = (last.at(-1) ?? '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
    },
    [t],
  );
};
