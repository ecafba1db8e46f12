import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../src-main/contract/primitives';
import type { AuditEntry } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { spanWords } from '../../time/duration-words';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { Moment } from '../../ui/moment';
import { useNow, useTime } from '../../time/use-time';
import classes from './task-page-parts.module.css';

/** Columns that say nothing to a reader beside the others. */
const hidden: ReadonlySet<string> = new Set([
  'updatedAt',
  'recordedAhead',
  'taskData',
  'holdReason',
  'source',
]);
const longest = 120;

/** A member of a catalogue by a name that comes from the database; the name itself where there is none. */
const named = (words: Readonly<Record<string, string>>, name: string): string => words[name] ?? name;

const Change = ({
  field,
  from,
  to,
}: {
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
}): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const fields = t('changes.fields', { returnObjects: true });
  const statuses = t('changes.statuses', { returnObjects: true });
  const text = (value: Json): string => {
    if (value === null || value === '') return t('changes.nothing');
    if (field === 'status' && typeof value === 'number') return named(statuses, String(value));
    if (field.endsWith('Ms') && typeof value === 'number') return spanWords(value, locale);
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value))
      return time.moment(new Date(value), now);
    if (typeof value === 'string') return value.replace('T', ' ').slice(0, longest);
    const json = JSON.stringify(value);
    return json.length > longest ? `${json.slice(0, longest)}…` : json;
  };
  return <li>{t('changes.change', { field: named(fields, field), from: text(from), to: text(to) })}</li>;
};

const Entry = ({ entry }: { readonly entry: AuditEntry }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const actions = t('changes.actions', { returnObjects: true });
  const origins = t('changes.origins', { returnObjects: true });
  const action = entry.action.split('.').at(-1) ?? entry.action;
  // Older rows name what was done in the past tense.
  const known =
    action.replace(/d$/, '') in actions && !(action in actions) ? action.replace(/d$/, '') : action;
  return (
    <li>
      <Moment at={entry.at} />
      <span>
        <strong>{named(actions, known)}</strong>
        <br />
        <span className={classes['quiet']}>
          {t('changes.by', { actor: entry.actor, origin: named(origins, entry.origin) })}
        </span>
      </span>
      <ul>
        {Object.entries(entry.changes ?? {})
          .filter(([field]) => !hidden.has(field))
          .map(([field, { from, to }]) => (
            <Change key={field} field={field} from={from} to={to} />
          ))}
      </ul>
    </li>
  );
};

/** Who changed what, when, from where, newest first. */
export const ChangesPanel = ({ taskId }: { readonly taskId: string }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const audit = useCall('tasks', 'audit', { id: taskId, limit: 200 });
  if (audit.error !== null) return <ErrorNotice error={audit.error} onRetry={() => void audit.refetch()} />;
  if (audit.data === undefined) return <Loading rows={5} />;
  if (audit.data.entries.length === 0) return <p className={classes['none']}>{t('changes.none')}</p>;
  return (
    <ol className={classes['changes']} aria-label={t('tabs.changes')}>
      {audit.data.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
};
