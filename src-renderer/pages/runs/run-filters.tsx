import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { trigger } from '../../../src-main/contract/run';
import { useCall } from '../../client/use-call';
import { runRange, type RunsSearch } from '../../router/search';
import { CheckField } from '../../ui/choice-field';
import { ActiveFilterList, FilterField, FilterFields, FilterPanel } from '../../ui/filter-panel';
import { SelectField, SelectManyField } from '../../ui/select-field';
import { rangeOf } from './run-question';

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
    <FilterPanel label={tasksWords('filter.button')}>
      <FilterFields>
        <FilterField name={t('filter.task')}>
          <SelectField
            label={t('filter.task')}
            searchable
            limit={100}
            value={search.task ?? any}
            choices={[
              { value: any, label: t('filter.anyTask') },
              ...[...new Map(named)].map(([value, label]) => ({ value, label })),
            ]}
            onChange={(task) => onChange({ task: task === any ? undefined : task })}
          />
        </FilterField>
        <FilterField name={t('filter.trigger')}>
          <SelectManyField
            label={t('filter.trigger')}
            any={t('filter.anyTrigger')}
            values={search.trigger ?? []}
            choices={trigger.options.map((value) => ({ value, label: states(`trigger.${value}`) }))}
            onChange={(triggers) => onChange({ trigger: triggers.length === 0 ? undefined : triggers })}
          />
        </FilterField>
        <CheckField
          checked={search.unseen ?? false}
          text={t('filter.unseen')}
          onChange={(unseen) => onChange({ unseen: unseen || undefined })}
        />
      </FilterFields>
    </FilterPanel>
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
  return (
    <ActiveFilterList
      label={t('filter.active')}
      filters={active.map(({ text, drop }) => ({
        key: text,
        text,
        remove: t('filter.remove', { filter: text }),
        onRemove: () =>
          onChange('trigger' in drop && drop.trigger?.length === 0 ? { trigger: undefined } : drop),
      }))}
    />
  );
};
