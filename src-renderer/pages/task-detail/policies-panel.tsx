import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { spanWords } from '../../time/duration-words';
import { PlainTable } from '../../ui/plain-table';

/** Every policy in force: the task's own, or the application's default, said so. */
export const PoliciesPanel = ({ task }: { readonly task: TaskRow }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const { executor } = useSettings();
  const users = useCall('workflows', 'users', {});
  const own = (value: string, isOwn: boolean): string => (isOwn ? value : t('policies.default', { value }));
  const attempts = task.retryAttempts ?? executor.retryAttempts;
  const timeout = task.timeoutMs ?? executor.timeoutMs;
  const nameOf = (id: number): string =>
    users.data?.users.find((user) => user.id === String(id))?.nickname ?? `#${id}`;
  const confirmers = Object.entries(task.nodeConfirmUsers ?? {}).map(([step, people]) =>
    t('policies.confirmer', { step, people: people.map(nameOf).join(common('listGap')) }),
  );
  const rows: readonly (readonly [string, string])[] = [
    [t('policies.zone'), task.timeZone],
    [t('policies.basis'), t(`policies.bases.${task.basis}`)],
    [t('policies.monthEnd'), t(`policies.monthEnds.${task.monthEnd}`)],
    [
      t('policies.missed'),
      own(t(`policies.missedValues.${task.missed ?? executor.missed}`), task.missed !== null),
    ],
    [
      t('policies.overlap'),
      own(t(`policies.overlapValues.${task.overlap ?? executor.overlap}`), task.overlap !== null),
    ],
    [
      t('policies.timeout'),
      own(timeout === null ? t('policies.noTimeout') : spanWords(timeout, locale), task.timeoutMs !== null),
    ],
    [
      t('policies.retry'),
      own(
        attempts === 0
          ? t('policies.noRetry')
          : t('policies.retries', {
              count: attempts,
              span: spanWords(task.retryDelayMs ?? executor.retryDelayMs, locale),
            }),
        task.retryAttempts !== null,
      ),
    ],
    [t('policies.notify'), t(`policies.notifyValues.${task.notify}`)],
    [t('policies.user'), task.userName ?? `#${task.userId}`],
    ...(confirmers.length === 0 ? [] : [[t('policies.confirmers'), confirmers.join('\n')] as const]),
    ...(task.tags.length === 0 ? [] : [[t('policies.tags'), task.tags.join(common('listGap'))] as const]),
  ];
  return (
    <PlainTable
      label={t('tabs.policies')}
      head={[t('policies.name'), t('policies.value')]}
      rows={rows.map(([name, value]) => ({ key: name, cells: [name, value] }))}
    />
  );
};
