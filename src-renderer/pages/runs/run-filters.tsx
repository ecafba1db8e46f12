import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { trigger } from '../../../src-main/contract/run';
import { useCall } from '../../client/use-call';
import { runRange, type RunsSearch } from '../../router/search';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/choice-field';
import { FieldRow } from '../../ui/field-row';
import { PopoverPanel } from '../../ui/popover-panel';
import { SelectField, SelectManyField } from '../../ui/select-field';
import { rangeOf } from './run-question';
import classes from './runs-page.module.css';

interface Props {
  readonly search: RunsSearch;
  readonly onChange: (part: Partial<RunsSearch>) => void;
}

const taskLimit = 200;
const any = 'any';

/** The period; a period of one's own is given in the zone times are shown in. */
export const RangeField = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('runs');
  return (
    <SelectField
      size="bar"
      label={t('range.label')}
      width="8.75rem"
      value={rangeOf(search)}
      choices={runRange.options.map((value) => ({ value, label: t(`range.${value}`) }))}
      onChange={(range) => {
        if (range !== 'custom') onChange({ range, from: undefined, to: undefined });
        else {
          const day = 86_400_000;
          onChange({
            range,
            from: search.from ?? new Date(Math.floor(Date.now() / 60_000) * 60_000 - day).toISOString(),
          });
        }
      }}
    />
  );
};

/** Task, trigger and what nobody has seen yet. */
export const RunFilters = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('runs');
  const { t: states } = useTranslation('states');
  const { t: tasksWords } = useTranslation('tasks');
  const tasks = useCall('tasks', 'list', { sort: 'name', limit: taskLimit });
  const chosen = useCall('tasks', 'get', { id: search.task ?? '1' }, { enabled: search.task !== undefined });
  const named = [
    ...(tasks.data?.rows ?? []),
    ...(chosen.data === undefined || search.task === undefined ? [] : [chosen.data]),
  ].map((task) => [task.id, task.name] as const);
  return (
    <PopoverPanel
      label={tasksWords('filter.button')}
      trigger={
        <Button icon={<IconFilter width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}>
          {tasksWords('filter.button')}
        </Button>
      }
    >
      <div className={classes['panel']}>
        <FieldRow label={t('filter.task')}>
          <SelectField
            searchable
            limit={100}
            width="14rem"
            value={search.task ?? any}
            choices={[
              { value: any, label: t('filter.anyTask') },
              ...[...new Map(named)].map(([value, label]) => ({ value, label })),
            ]}
            onChange={(task) => onChange({ task: task === any ? undefined : task })}
          />
        </FieldRow>
        <FieldRow label={t('filter.trigger')}>
          <SelectManyField
            width="14rem"
            any={t('filter.anyTrigger')}
            values={search.trigger ?? []}
            choices={trigger.options.map((value) => ({ value, label: states(`trigger.${value}`) }))}
            onChange={(triggers) => onChange({ trigger: triggers.length === 0 ? undefined : triggers })}
          />
        </FieldRow>
        <div className={classes['tick']}>
          <CheckField
            checked={search.unseen ?? false}
            text={t('filter.unseen')}
            onChange={(unseen) => onChange({ unseen: unseen || undefined })}
          />
        </div>
      </div>
    </PopoverPanel>
  );
};

interface ActiveProps extends Props {
  readonly taskName: string | undefined;
}

/** The filters in force, each with a button that takes it away. */
export const ActiveRunFilters = ({ search, onChange, taskName }: ActiveProps): ReactNode => {
  const { t } = useTranslation('runs');
  const { t: states } = useTranslation('states');
  const active = [
    ...(search.task === undefined
      ? []
      : [{ text: t('filter.taskIs', { value: taskName ?? search.task }), drop: { task: undefined } }]),
    ...(search.trigger ?? []).map((one) => ({
      text: t('filter.triggerIs', { value: states(`trigger.${one}`) }),
      drop: { trigger: search.trigger?.filter((other) => other !== one) },
    })),
    ...(search.unseen === true ? [{ text: t('filter.unseen'), drop: { unseen: undefined } }] : []),
  ];
  if (active.length === 0) return null;
  return (
    <ul className={classes['active']} aria-label={t('filter.active')}>
      {active.map(({ text, drop }) => (
        <li key={text}>
          <button
            type="button"
            className={classes['activeFilter']}
            aria-label={t('filter.remove', { filter: text })}
            onClick={() =>
              onChange('trigger' in drop && drop.trigger?.length === 0 ? { trigger: undefined } : drop)
            }
          >
            {text}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
