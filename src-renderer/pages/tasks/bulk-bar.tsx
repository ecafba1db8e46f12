import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskSelection } from '../../../src-main/contract/api';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useCommandBlock } from '../../shell/use-command-block';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PauseTasksDialog } from './pause-tasks-dialog';
import classes from './task-toolbar.module.css';
import type { Bulk } from './use-bulk';

/** Up to so many are deleted at once with an undo; more are asked about. */
const askOver = 10;

interface Props {
  readonly bulk: Bulk;
  readonly select: TaskSelection;
  readonly count: number;
  /** How many match the filter; offered when not all of them are chosen. */
  readonly total: number;
  readonly anyRunning: boolean;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
}

/** What can be done with the chosen tasks; it takes the place of the chips while some are chosen. */
export const BulkBar = ({
  bulk,
  select,
  count,
  total,
  anyRunning,
  onChooseAll,
  onClear,
}: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const gap = useSentenceGap();
  const { t: common } = useTranslation();
  const blocked = useCommandBlock();
  const [asking, setAsking] = useState<'pause' | 'delete' | null>(null);
  const remove = (): void => {
    setAsking(null);
    bulk.remove(select);
    onClear();
  };
  return (
    <div className={classes['bulk']} role="toolbar" aria-label={t('bulk.label')}>
      <span className={classes['bulkCount']}>{t('bulk.chosen', { count })}</span>
      <Button blocked={blocked} busy={bulk.busy} onClick={() => bulk.runNow(select)}>
        {t('actions.runNow')}
      </Button>
      <Button blocked={blocked} busy={bulk.busy} hasPopup="dialog" onClick={() => setAsking('pause')}>
        {t('actions.pauseAsk')}
      </Button>
      <Button blocked={blocked} busy={bulk.busy} onClick={() => bulk.resume(select)}>
        {t('actions.resume')}
      </Button>
      <Button blocked={blocked} busy={bulk.busy} onClick={() => bulk.save(select, 'csv')}>
        {t('bulk.export')}
      </Button>
      <Button
        blocked={blocked}
        busy={bulk.busy}
        onClick={() => {
          if (count > askOver || anyRunning) setAsking('delete');
          else remove();
        }}
      >
        {count > askOver || anyRunning ? t('actions.deleteAsk') : t('actions.delete')}
      </Button>
      <span className={classes['bulkEnd']}>
        {count < total ? (
          <Button look="quiet" onClick={onChooseAll}>
            {t('bulk.selectAll', { total })}
          </Button>
        ) : null}
        <Button look="quiet" onClick={onClear}>
          {t('bulk.clear')}
        </Button>
      </span>
      {asking === 'pause' ? (
        <PauseTasksDialog
          count={count}
          onClose={() => setAsking(null)}
          onPause={(until, reason) => {
            setAsking(null);
            bulk.pause(select, until, reason);
          }}
        />
      ) : null}
      <Dialog
        open={asking === 'delete'}
        title={t('deleteDialog.title', { count })}
        onClose={() => setAsking(null)}
        actions={
          <>
            <Button takesFocus onClick={() => setAsking(null)}>
              {common('actions.cancel')}
            </Button>
            <Button look="danger" onClick={remove}>
              {t('deleteDialog.confirm', { count })}
            </Button>
          </>
        }
      >
        <p>
          {t('deleteDialog.text')}
          {anyRunning ? `${gap}${t('deleteDialog.running')}` : null}
        </p>
      </Dialog>
    </div>
  );
};
