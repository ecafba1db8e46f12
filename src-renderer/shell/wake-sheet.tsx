import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../src-main/contract/visible-text';
import type { WakeItem } from '../../src-main/contract/status';
import { useAct } from '../client/use-act';
import { useCall } from '../client/use-call';
import { useLocale } from '../i18n/use-locale';
import { spanWords } from '../time/duration-words';
import { useNow, useTime } from '../time/use-time';
import { Button } from '../ui/button';
import { CheckField } from '../ui/choice-field';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Loading } from '../ui/loading';
import { Moment } from '../ui/moment';
import { SelectField } from '../ui/select-field';
import { useToasts } from '../ui/toasts';
import { useCommandBlock } from './use-command-block';
import classes from './wake-sheet.module.css';

const spacings = ['0', '5000', '30000', '60000', '300000'] as const;

interface Props {
  /** Looks back to this instant; null = the last wake or start. */
  readonly since: string | null;
  readonly onClose: () => void;
}

/** One list of what was due while nothing could run, what each task's policy did, and what can still be done. */
export const WakeSheet = ({ since, onClose }: Props): ReactNode => {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const toasts = useToasts();
  const blocked = useCommandBlock();
  const sheet = useCall('runs', 'wakeSheet', { since, locale });
  const release = useAct('runs', 'runMissed');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [spacing, setSpacing] = useState<(typeof spacings)[number]>('5000');
  const items = sheet.data?.items ?? [];

  const toggle = (item: WakeItem, on: boolean): void =>
    setChosen(
      (present) => new Set([...present].filter((id) => id !== item.runId).concat(on ? [item.runId] : [])),
    );
  const run = (mode: 'once' | 'all'): void =>
    release.mutate(
      { runIds: [...chosen], mode, spacingMs: Number(spacing) },
      {
        onSuccess: ({ runIds }) => {
          toasts.done(t('wake.released', { count: runIds.length }));
          onClose();
        },
      },
    );

  return (
    <Dialog
      open
      wide
      title={t('wake.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('wake.leave')}</Button>
          {chosen.size === 0 ? null : (
            <>
              <Button busy={release.isPending} blocked={blocked} onClick={() => run('all')}>
                {t('wake.runAll')}
              </Button>
              <Button look="primary" busy={release.isPending} blocked={blocked} onClick={() => run('once')}>
                {t('wake.runOnce')}
              </Button>
            </>
          )}
        </>
      }
    >
      <p className={classes['text']}>
        {sheet.data?.since == null
          ? t('wake.text')
          : t('wake.since', { time: time.moment(new Date(sheet.data.since), now) })}
      </p>
      {release.error === null ? null : <ErrorNotice error={release.error} />}
      {sheet.isPending ? <Loading /> : null}
      {sheet.error === null ? null : <ErrorNotice error={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.isSuccess && items.length === 0 ? <EmptyState title={t('wake.empty')} /> : null}
      {items.length === 0 ? null : (
        <>
          <div className={classes['scroll']}>
            <table className={classes['table']}>
              <thead>
                <tr>
                  <th scope="col">
                    <CheckField
                      label={t('wake.chooseAll')}
                      checked={chosen.size === items.length}
                      indeterminate={chosen.size > 0 && chosen.size < items.length}
                      onChange={(on) => setChosen(new Set(on ? items.map((item) => item.runId) : []))}
                    />
                  </th>
                  <th scope="col">{t('wake.task')}</th>
                  <th scope="col">{t('wake.due')}</th>
                  <th scope="col">{t('wake.what')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.runId}>
                    <td>
                      <CheckField
                        label={t('wake.choose', { task: item.taskName })}
                        checked={chosen.has(item.runId)}
                        onChange={(on) => toggle(item, on)}
                      />
                    </td>
                    <th scope="row">
                      {visibleText(item.taskName)}
                      {item.covers > 1 ? (
                        <span className={classes['quiet']}> {t('wake.covers', { count: item.covers })}</span>
                      ) : null}
                    </th>
                    <td>
                      <Moment at={item.plannedAt} lines="absolute" dayWords />
                    </td>
                    <td className={classes['quiet']}>{item.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className={classes['foot']}>
            <span>{t('wake.chosen', { count: chosen.size })}</span>
            <span className={classes['spacing']}>
              {t('wake.spacing')}
              <SelectField
                label={t('wake.spacing')}
                size="bar"
                width="7rem"
                value={spacing}
                choices={spacings.map((value) => ({ value, label: spanWords(Number(value), locale) }))}
                onChange={setSpacing}
              />
            </span>
          </div>
        </>
      )}
    </Dialog>
  );
};
