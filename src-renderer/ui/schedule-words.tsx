import type { ReactNode } from 'react';
import type { Task } from '../../src-main/contract/task';
import { ruleWords } from '../../src-main/recurrence/rule-words';
import { useLocale } from '../i18n/use-locale';
import { useTime } from '../time/use-time';
import { taskRule } from './task-rule';

interface Props {
  readonly task: Task;
  readonly className?: string | undefined;
}

/** A task's schedule in words, with its zone where it is not the one times are shown in. */
export const ScheduleWords = ({ task, className }: Props): ReactNode => {
  const locale = useLocale();
  const time = useTime();
  if (task.state === 'invalid' && task.problem !== null) {
    return (
      <span className={className} title={task.problem}>
        {task.problem}
      </span>
    );
  }
  const words = ruleWords(taskRule(task), locale, task.timeZone !== time.timeZone);
  return (
    <span className={className} title={words}>
      {words}
    </span>
  );
};
