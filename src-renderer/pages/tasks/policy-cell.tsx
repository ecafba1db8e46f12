import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';

interface Props {
  readonly task: TaskRow;
}

/** What happens to a missed start. */
export const PolicyCell = ({ task }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  return task.missed === null ? t('row.defaultPolicy') : t(`policies.${task.missed}`);
};
