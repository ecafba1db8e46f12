import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { repeatType, type RepeatType } from '../../../src-main/contract/rule';
import { useCall } from '../../client/use-call';
import type { TasksSearch } from '../../router/search';
import { ActiveFilterList, FilterField, FilterFields, FilterPanel } from '../../ui/filter-panel';
import { SelectField } from '../../ui/select-field';

const windows = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
type WindowName = keyof typeof windows;
const windowNames: readonly WindowName[] = ['hour', 'day', 'week'];

interface Props {
  readonly search: TasksSearch;
  readonly onChange: (change: Partial<TasksSearch>) => void;
}

const useWorkflowName = (id: string | undefined): string => {
  const { data } = useCall('workflows', 'list', {}, { enabled: id !== undefined });
  return data?.workflows.find((workflow) => workflow.workflowId === id)?.workflowName ?? id ?? '';
};

/** Filters that are not chips: workflow, frequency, next run. */
export const TaskFilters = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  return (
    <FilterPanel label={t('filter.button')}>
      <Fields search={search} onChange={onChange} />
    </FilterPanel>
  );
};

const Fields = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const workflows = useCall('workflows', 'list', {}).data?.workflows ?? [];
  const windowName = windowNames.find((name) => windows[name] === search.within) ?? null;
  return (
    <FilterFields>
      <FilterField name={t('filter.workflow')}>
        <SelectField
          label={t('filter.workflow')}
          searchable
          limit={50}
          value={search.workflow ?? 'any'}
          choices={[
            { value: 'any', label: t('filter.any') },
            ...workflows.map((workflow) => ({ value: workflow.workflowId, label: workflow.workflowName })),
          ]}
          onChange={(value) => onChange({ workflow: value === 'any' ? undefined : value })}
        />
      </FilterField>
      <FilterField name={t('filter.frequency')}>
        <SelectField<RepeatType | 'any'>
          label={t('filter.frequency')}
          value={search.repeat ?? 'any'}
          choices={[
            { value: 'any', label: t('filter.any') },
            ...repeatType.options.map((value) => ({ value, label: t(`filter.frequencies.${value}`) })),
          ]}
          onChange={(value) => onChange({ repeat: value === 'any' ? undefined : value })}
        />
      </FilterField>
      <FilterField name={t('filter.within')}>
        <SelectField<WindowName | 'any'>
          label={t('filter.within')}
          value={windowName ?? 'any'}
          choices={[
            { value: 'any', label: t('filter.any') },
            ...windowNames.map((value) => ({ value, label: t(`filter.windows.${value}`) })),
          ]}
          onChange={(value) => onChange({ within: value === 'any' ? undefined : windows[value] })}
        />
      </FilterField>
    </FilterFields>
  );
};

/** The filters in force, each a button that takes it away. */
export const ActiveFilters = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const workflowName = useWorkflowName(search.workflow);
  const windowName = windowNames.find((name) => windows[name] === search.within);
  const active: readonly {
    readonly key: string;
    readonly text: string;
    readonly without: Partial<TasksSearch>;
  }[] = [
    ...(search.workflow === undefined
      ? []
      : [
          {
            key: 'workflow',
            text: t('filter.workflowIs', { value: workflowName }),
            without: { workflow: undefined },
          },
        ]),
    ...(search.repeat === undefined
      ? []
      : [
          {
            key: 'repeat',
            text: t('filter.frequencyIs', { value: t(`filter.frequencies.${search.repeat}`) }),
            without: { repeat: undefined },
          },
        ]),
    ...(windowName === undefined
      ? []
      : [
          {
            key: 'within',
            text: t('filter.withinIs', { value: t(`filter.windows.${windowName}`) }),
            without: { within: undefined },
          },
        ]),
    ...(search.tag === undefined
      ? []
      : [{ key: 'tag', text: t('filter.tagIs', { value: search.tag }), without: { tag: undefined } }]),
  ];
  return (
    <ActiveFilterList
      label={t('filter.active')}
      filters={active.map(({ key, text, without }) => ({
        key,
        text,
        remove: t('filter.remove', { filter: text }),
        onRemove: () => onChange(without),
      }))}
    />
  );
};
