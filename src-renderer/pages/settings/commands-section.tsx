import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandDefinition } from '../../../src-main/contract/settings';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useChangeSettings, useSettings } from '../../shell/use-settings';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useToasts } from '../../ui/toasts';
import { CommandDialog } from './command-dialog';
import { NamedList } from './named-list';
import { useWanted } from './setting-search';
import classes from './settings-page.module.css';

/** The programs this machine lets tasks run. */
export const CommandsSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { commands } = useSettings();
  const change = useChangeSettings();
  const toasts = useToasts();
  const gap = useSentenceGap();
  const [editing, setEditing] = useState<string | null>(null);
  const save = (next: readonly CommandDefinition[]): Promise<unknown> => change({ commands: [...next] });
  const remove = (name: string): void => {
    const before = commands;
    save(commands.filter((command) => command.name !== name))
      .then(() => toasts.undoable(t('commands.removed', { name }), () => save(before)))
      .catch((error: unknown) => toasts.failed(error instanceof Error ? error.message : String(error)));
  };
  const wanted = useWanted();
  const textOf = (command: CommandDefinition): string =>
    [command.description, [command.program, ...command.args].join(' ')]
      .filter((part) => part !== '')
      .join(' · ');
  const shown = commands
    .filter((command) => wanted(command.name, textOf(command)))
    .sort((a, b) => a.name.localeCompare(b.name));
  const withIntro = shown.length > 0 || wanted(t('section.commands'), t('commands.text'));
  const add = (
    <Button
      icon={<IconPlus width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
      onClick={() => setEditing('')}
    >
      {t('commands.add')}
    </Button>
  );
  return (
    <>
      {commands.length === 0 ? (
        <EmptyState
          title={t('commands.none')}
          text={`${t('commands.text')}${gap}${t('commands.noneText')}`}
          actions={add}
        />
      ) : (
        <>
          {withIntro ? (
            <div className={classes['intro']} data-setting>
              <span>{t('commands.text')}</span>
              {add}
            </div>
          ) : null}
          <NamedList
            label={t('section.commands')}
            entries={shown.map((command) => ({ name: command.name, text: textOf(command) }))}
            editLabel={(name) => t('commands.edit', { name })}
            removeLabel={(name) => t('commands.remove', { name })}
            onEdit={setEditing}
            onRemove={remove}
          />
        </>
      )}
      {editing === null ? null : (
        <CommandDialog
          command={commands.find((command) => command.name === editing) ?? null}
          onClose={() => setEditing(null)}
          onSave={(command) => save([...commands.filter((one) => one.name !== command.name), command])}
        />
      )}
    </>
  );
};
