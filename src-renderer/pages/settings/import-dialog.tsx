import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../client/use-act';
import { useCall } from '../../client/use-call';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { PlainTable } from '../../ui/plain-table';
import { useToasts } from '../../ui/toasts';

interface Props {
  /** The connection to import from. */
  readonly name: string;
  readonly onClose: () => void;
}

/** What stands in backticks is a command or a file. */
const withCode = (words: string): ReactNode =>
  words.split('`').map((part, place) =>
    // oxlint-disable-next-line react/no-array-index-key
    place % 2 === 1 ? <code key={place}>{part}</code> : part,
  );

/** What an import of NexusAI's schedules would do, and the button that does it. */
export const ImportDialog = ({ name, onClose }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const toasts = useToasts();
  const rehearsal = useCall('connections', 'importTasks', { name, dryRun: true });
  const carry = useAct('connections', 'importTasks');
  const all = rehearsal.data?.rows ?? [];
  // What is the same needs no line: this is also where one looks for what was changed in NexusAI since.
  const rows = all.filter((row) => row.verdict !== 'same');
  const count = rows.filter((row) => row.verdict === 'new' || row.verdict === 'changed').length;
  return (
    <Dialog
      open
      wide
      title={t('connections.importTitle', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common(count === 0 ? 'actions.close' : 'actions.cancel')}</Button>
          {count === 0 ? null : (
            <Button
              look="primary"
              busy={carry.isPending}
              onClick={() =>
                carry.mutate(
                  { name, dryRun: false },
                  {
                    onSuccess: () => {
                      toasts.done(t('connections.imported', { count }));
                      onClose();
                    },
                  },
                )
              }
            >
              {t('connections.importDo', { count })}
            </Button>
          )}
        </>
      }
    >
      {rehearsal.isPending ? <Loading /> : null}
      {rehearsal.error === null ? null : (
        <ErrorNotice error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />
      )}
      {carry.error === null ? null : <ErrorNotice error={carry.error} />}
      {rehearsal.isSuccess ? (
        <>
          <p>
            {t(
              rows.length > 0
                ? 'connections.importDry'
                : all.length > 0
                  ? 'connections.importSame'
                  : 'connections.importNothing',
            )}
          </p>
          {rehearsal.data.note === '' ? null : <p>{withCode(rehearsal.data.note)}</p>}
          {rows.length === 0 ? null : (
            <PlainTable
              label={t('connections.importTitle', { name })}
              head={[
                t('connections.importTask'),
                t('connections.importVerdict'),
                t('connections.importText'),
              ]}
              rows={rows.map((row) => ({
                key: row.sourceId,
                cells: [row.name, t(`connections.verdict.${row.verdict}`), row.text],
              }))}
            />
          )}
        </>
      ) : null}
    </Dialog>
  );
};
