import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useCommandBlock } from '../../shell/use-command-block';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import { useTaskCommands } from './use-task-commands';

/** What keeps the task from running, who did it, and the way back. Nothing for an enabled one. */
export const StateNote = ({ task }: { readonly task: TaskRow }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const gap = useSentenceGap();
  const time = useTime();
  const now = useNow();
  const blocked = useCommandBlock();
  const commands = useTaskCommands(task);
  const audit = useCall('tasks', 'audit', { id: task.id, limit: 50 }, { enabled: task.state === 'paused' });
  const edit = (
    <ActionLink look="button" size="row" to="/tasks/$taskId/edit" params={{ taskId: task.id }}>
      {t('actions.edit')}
    </ActionLink>
  );
  switch (task.state) {
    case 'paused': {
      const since = audit.data?.entries.find((entry) => entry.action.endsWith('.pause'))?.at;
      return (
        <Note
          tone="warn"
          actions={
            <Button size="row" blocked={blocked} onClick={commands.resume}>
              {t('actions.resume')}
            </Button>
          }
        >
          {[
            task.pausedBy === null
              ? t('notes.paused')
              : since === undefined
                ? t('notes.pausedByOnly', { by: task.pausedBy })
                : t('notes.pausedBy', { by: task.pausedBy, since: time.moment(new Date(since), now) }),
            ...(task.pauseReason === null ? [] : [t('notes.pausedReason', { reason: task.pauseReason })]),
            ...(task.pausedUntil === null
              ? []
              : [t('notes.pausedUntil', { time: time.moment(new Date(task.pausedUntil), now) })]),
          ].join(gap)}
        </Note>
      );
    }
    case 'ended':
      return (
        <Note tone="run" actions={edit}>
          {task.maxExecutions > 0 && task.executionCount >= task.maxExecutions
            ? t('notes.endedLimit', { count: task.maxExecutions })
            : t(task.endTime === null ? 'notes.endedOther' : 'notes.endedDate')}
          {gap}
          {t('notes.endedFix')}
        </Note>
      );
    case 'invalid':
      return (
        <Note tone="fail" actions={edit}>
          {t('notes.invalid', { problem: task.problem ?? '' })}
          {gap}
          {t('notes.invalidFix')}
        </Note>
      );
    case 'deleted':
      return (
        <Note
          tone="warn"
          actions={
            <Button size="row" blocked={blocked} onClick={commands.restore}>
              {t('actions.restore')}
            </Button>
          }
        >
          {t('notes.deleted')}
        </Note>
      );
    case 'disabled':
      return <Note tone="run">{t('notes.disabled')}</Note>;
    default:
      return null;
  }
};
