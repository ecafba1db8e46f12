import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { TasksSearch } from '../../router/search';
import { useChangeSettings, useSettings } from '../../shell/use-settings';
import { ActionMenu, type MenuEntry } from '../../ui/action-menu';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FieldRow } from '../../ui/field-row';
import { TextField } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';
import { taskColumn, taskViews, type SavedView, type TaskColumn, type TaskViews } from './task-views';

/** Without the values that are undefined, as the settings file keeps it. */
const storable = z.preprocess((value) => JSON.parse(JSON.stringify(value)), z.json());

interface Props {
  readonly search: TasksSearch;
  /** The columns for which there is room; null while no table is there. */
  readonly shown: readonly TaskColumn[] | null;
  readonly onView: (search: TasksSearch) => void;
  readonly onExport: (format: 'csv' | 'json') => void;
}

/** Columns, density, saved views and export. */
export const TaskViewMenu = ({ search, shown, onView, onExport }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const toasts = useToasts();
  const settings = useSettings();
  const change = useChangeSettings();
  const views = taskViews.parse(settings.views['tasks'] ?? {});
  const { density } = settings.appearance;
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const save = (next: TaskViews): void => {
    change({ views: { ...settings.views, tasks: storable.parse(next) } }).catch((error: unknown) =>
      toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
    );
  };
  const setDensity = (next: 'comfortable' | 'compact'): void => {
    change({ appearance: { density: next } }).catch((error: unknown) =>
      toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
    );
  };
  const columns: readonly MenuEntry[] = taskColumn.options
    .filter((column) => column !== 'name')
    .map((column) => ({
      kind: 'action',
      label: t(`columns.${column}`),
      checked: views.columns.includes(column),
      note:
        shown !== null && views.columns.includes(column) && !shown.includes(column)
          ? t('menu.noRoom')
          : undefined,
      stay: true,
      onSelect: () =>
        save({
          ...views,
          columns: taskColumn.options.filter((one) =>
            one === column ? !views.columns.includes(one) : views.columns.includes(one),
          ),
        }),
    }));
  const saved: readonly MenuEntry[] =
    views.saved.length === 0
      ? []
      : [
          { kind: 'line', key: 'views' },
          { kind: 'heading', label: t('menu.views') },
          ...views.saved.flatMap((view: SavedView): MenuEntry[] => [
            {
              kind: 'action',
              label: view.name,
              onSelect: () => {
                onView(view.search);
                save({ ...views, columns: view.columns });
              },
            },
            {
              kind: 'action',
              label: t('menu.removeView', { name: view.name }),
              onSelect: () => save({ ...views, saved: views.saved.filter((one) => one.name !== view.name) }),
            },
          ]),
        ];
  return (
    <>
      <ActionMenu
        label={t('menu.button')}
        trigger={
          <Button
            hasPopup="menu"
            icon={<IconAdjustmentsHorizontal width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
          >
            {t('menu.button')}
          </Button>
        }
        entries={[
          { kind: 'heading', label: t('menu.columns') },
          ...columns,
          { kind: 'line', key: 'density' },
          { kind: 'heading', label: t('menu.density') },
          {
            kind: 'action',
            label: t('menu.comfortable'),
            checked: density === 'comfortable',
            stay: true,
            onSelect: () => setDensity('comfortable'),
          },
          {
            kind: 'action',
            label: t('menu.compact'),
            checked: density === 'compact',
            stay: true,
            onSelect: () => setDensity('compact'),
          },
          ...saved,
          { kind: 'line', key: 'more' },
          { kind: 'action', label: t('menu.saveView'), onSelect: () => setNaming(true) },
          { kind: 'action', label: t('menu.exportCsv'), onSelect: () => onExport('csv') },
          { kind: 'action', label: t('menu.exportJson'), onSelect: () => onExport('json') },
        ]}
      />
      <Dialog
        open={naming}
        title={t('saveView.title')}
        onClose={() => setNaming(false)}
        actions={
          <>
            <Button onClick={() => setNaming(false)}>{common('actions.cancel')}</Button>
            <Button type="submit" form="save-view" look="primary">
              {common('actions.save')}
            </Button>
          </>
        }
      >
        <form
          id="save-view"
          onSubmit={(event) => {
            event.preventDefault();
            const trimmed = name.trim();
            if (trimmed === '') return;
            save({
              ...views,
              saved: [
                ...views.saved.filter((view) => view.name !== trimmed),
                { name: trimmed, search, columns: views.columns },
              ],
            });
            setNaming(false);
            setName('');
          }}
        >
          <FieldRow label={t('saveView.name')} hint={t('saveView.text')}>
            <TextField value={name} onChange={setName} maxLength={60} width="100%" takesFocus />
          </FieldRow>
        </form>
      </Dialog>
    </>
  );
};
