import type { LogLine } from '../../../../src-main/contract/run';

export type LogLevel = 'error' | 'warning' | 'normal';
export type LevelFilter = 'all' | 'warnings' | 'errors';

const errorWord =
  /^\W*(?:\S+\s+){0,3}\W*(?:error|fatal|panic|critical|exception|traceback|错误|异常|失败)\b/iu;
const warningWord = /^\W*(?:\S+\s+){0,3}\W*(?:warn|warning|警告)\b/iu;
const looksAt = 200;

/** How grave a line is: by the stream it came on, else by a word near its beginning. */
export const levelOf = ({ stream, line }: Pick<LogLine, 'stream' | 'line'>): LogLevel => {
  if (stream === 'error') return 'error';
  const start = line.slice(0, looksAt);
  if (errorWord.test(start)) return 'error';
  if (warningWord.test(start)) return 'warning';
  return 'normal';
};

/** Whether a line of this level is shown. */
export const levelShown = (level: LogLevel, filter: LevelFilter): boolean =>
  filter === 'all' || level === 'error' || (filter === 'warnings' && level === 'warning');
