import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition, type CommandDefinition } from '../../../src-main/contract/settings';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { FieldRow } from '../../ui/field-row';
import { focusRefused } from '../../ui/focus-refused';
import { NumberField } from '../../ui/number-field';
import { TextAreaField, TextField } from '../../ui/text-field';
import { environmentFromLines, linesFromEnvironment } from './environment-lines';
import { issuesByField } from './issues-by-field';

const empty: CommandDefinition = commandDefinition.parse({ name: 'x', program: 'x' });

interface Props {
  /** The command to edit; null = a new one. */
  readonly command: CommandDefinition | null;
  readonly onClose: () => void;
  readonly onSave: (command: CommandDefinition) => Promise<unknown>;
}

/** A program tasks may start on this machine: without a shell, with exactly these arguments. */
export const CommandDialog = ({ command, onClose, onSave }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState<CommandDefinition>(command ?? { ...empty, name: '', program: '' });
  const [args, setArgs] = useState(draft.args.join('\n'));
  const [env, setEnv] = useState(linesFromEnvironment(draft.env));
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const environment = environmentFromLines(env);
  const parsed = commandDefinition.safeParse({
    ...draft,
    args: args === '' ? [] : args.split('\n'),
    env: 'env' in environment ? environment.env : {},
  });
  const issues = asked ? issuesByField(parsed.error, locale) : {};
  const set = (part: Partial<CommandDefinition>): void => setDraft({ ...draft, ...part });
  return (
    <Dialog
      open
      wide
      title={command === null ? t('commands.add') : t('commands.edit', { name: command.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button type="submit" form="command" look="primary">
            {common('actions.save')}
          </Button>
        </>
      }
    >
      <form
        id="command"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!parsed.success || 'badLine' in environment) return focusRefused(event.currentTarget);
          onSave(parsed.data).then(onClose, (cause: unknown) =>
            setError(cause instanceof Error ? cause : new Error(String(cause))),
          );
        }}
      >
        {error === null ? null : <ErrorNotice error={error} />}
        <FieldRow
          label={t('commands.name')}
          hint={t(command === null ? 'connections.nameHint' : 'connections.nameKept')}
          error={issues['name']}
        >
          <TextField
            value={draft.name}
            width="16rem"
            onChange={(name) => set({ name })}
            takesFocus={command === null}
            blocked={command === null ? null : t('connections.nameKept')}
          />
        </FieldRow>
        <FieldRow label={t('commands.description')} error={issues['description']}>
          <TextField
            value={draft.description}
            width="100%"
            takesFocus={command !== null}
            onChange={(description) => set({ description })}
          />
        </FieldRow>
        <FieldRow label={t('commands.program')} hint={t('commands.programHint')} error={issues['program']}>
          <TextField value={draft.program} width="100%" mono onChange={(program) => set({ program })} />
        </FieldRow>
        <FieldRow
          label={t('commands.args')}
          hint={t('commands.argsHint', { example: '{{input.key}}' })}
          error={issues['args']}
        >
          <TextAreaField value={args} width="100%" mono onChange={setArgs} />
        </FieldRow>
        <FieldRow label={t('commands.folder')} error={issues['folder']}>
          <TextField
            value={draft.folder ?? ''}
            width="100%"
            mono
            onChange={(folder) => set({ folder: folder === '' ? null : folder })}
          />
        </FieldRow>
        <FieldRow
          label={t('commands.env')}
          hint={t('commands.envHint')}
          error={
            asked && 'badLine' in environment
              ? t('commands.envBad', { line: environment.badLine })
              : undefined
          }
        >
          <TextAreaField value={env} width="100%" mono rows={3} onChange={setEnv} />
        </FieldRow>
        <FieldRow
          label={t('commands.concurrency')}
          hint={t('commands.concurrencyHint')}
          error={issues['concurrency']}
        >
          <NumberField
            value={draft.concurrency ?? ''}
            min={1}
            max={512}
            onChange={(value) => set({ concurrency: value === '' ? null : value })}
          />
        </FieldRow>
      </form>
    </Dialog>
  );
};
