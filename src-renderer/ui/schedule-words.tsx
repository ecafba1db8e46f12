import type { ReactNode } from 'react';
import type { Locale } from '../../src-main/contract/primitives';
import type { Task } from '../../src-main/contract/task';
import { ruleWords } from '../../src-main/recurrence/rule-words';
import { useTime } from '../time/use-time';
import { taskRule } from './task-rule';

interface Props {
  readonly task: Task;
  readonly className?: string | undefined;
  /** For a narrow column: the zone by its city, days without “and”; the title has it whole. */
  readonly short?: boolean;
}

/** `on Mon and Wed at 09:00 (Asia/Shanghai)` -> `on Mon, Wed at 09:00 (Shanghai)`. */
const shortened = (words: string, timeZone: string): string => {
  const zone = timeZone.replaceAll('_', ' ');
  return words.replace(zone, zone.split('/').at(-1) ?? zone).replace(' and ', ', ');
};

/** The words, or what is wrong with a row that cannot be understood: one bad row must not take the list away. */
const wordsOf = (task: Task, locale: Locale, tellZone: boolean): string => {
  try {
    return ruleWords(taskRule(task), locale, tellZone);
  } catch (error) {
    return task.problem ?? (error instanceof Error ? error.message : '');
  }
};

/** A task's schedule in words, with its zone where it is not the one times are shown in. */
export const ScheduleWords = ({ task, className, short = false }: Props): ReactNode => {
  const time = useTime();
  const words = wordsOf(task, time.locale, task.timeZone !== time.timeZone);
  return (
    <span className={className} title={words}>
      {short ? shortened(words, task.timeZone) : words}
    </span>
  );
};
