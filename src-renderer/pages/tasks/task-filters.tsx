import { IconFilter, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { repeatType, type RepeatType } from '../../../src-main/contract/rule';
import { useCall } from '../../client/use-call';
import type { TasksSearch } from '../../router/search';
import { Button } from '../../ui/button';
import { SelectField } from '../../ui/select-field';
import { PopoverPanel } from '../../ui/popover-panel';
import classes from './task-toolbar.module.css';

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
    <PopoverPanel
      label={t('filter.button')}
      trigger={
        <Button
          icon={<IconFilter width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
          hasPopup="dialog"
        >
          {t('filter.button')}
        </Button>
      }
    >
      <FilterFields search={search} onChange={onChange} />
    </PopoverPanel>
  );
};

const FilterFields = ({ search, onChange }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const workflows = useCall('workflows', 'list', {}).data?.workflows ?? [];
  const windowName = windowNames.find((name) => windows[name] === search.within) ?? null;
  return (
    <div className={classes['filterFields']}>
      <label>
        <span>{t('filter.workflow')}</span>
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
      </label>
      <label>
        <span>{t('filter.frequency')}</span>
        <SelectField<RepeatType | 'any'>
          label={t('filter.frequency')}
          value={search.repeat ?? 'any'}
          choices={[
            { value: 'any', label: t('filter.any') },
            ...repeatType.options.map((value) => ({ value, label: t(`filter.frequencies.${value}`) })),
          ]}
          onChange={(value) => onChange({ repeat: value === 'any' ? undefined : value })}
        />
      </label>
      <label>
        <span>{t('filter.within')}</span>
        <SelectField<WindowName | 'any'>
          label={t('filter.within')}
          value={windowName ?? 'any'}
          choices={[
            { value: 'any', label: t('filter.any') },
            ...windowNames.map((value) => ({ value, label: t(`filter.windows.${value}`) })),
          ]}
          onChange={(value) => onChange({ within: value === 'any' ? undefined : windows[value] })}
        />
      </label>
    </div>
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
  if (active.length === 0) return null;
  return (
    <ul className={classes['active']} aria-label={t('filter.active')}>
      {active.map((filter) => (
        <li key={filter.key}>
          <button
            type="button"
            className={classes['activeFilter']}
            aria-label={t('filter.remove', { filter: filter.text })}
            onClick={() => onChange(filter.without)}
          >
            {filter.text}
            <IconX width="0.875rem" height="0.875rem" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
};
