import type { RowHolder } from './row-holder';
import { text, type Text } from './text';

/** Who holds the row, and what becomes of the task. */
export const holderText = ({ pid, user, program }: RowHolder): Text => {
  const named = (words: { readonly pid: string; readonly user: string }): readonly string[] => [
    ...(pid === null ? [] : [`${words.pid} ${pid}`]),
    ...(program === '' ? [] : [program]),
    ...(user === '' ? [] : [`${words.user} ${user}`]),
  ];
  const [en, zh] = [named({ pid: 'process', user: 'user' }), named({ pid: '进程', user: '用户' })];
  const [who, whoZh] = en.length === 0 ? ['', ''] : [` (${en.join(', ')})`, `（${zh.join('，')}）`];
  return text(
    `Another transaction holds its row and was left open${who}. It starts when that transaction ends.`,
    `其记录被另一个未结束的事务占用${whoZh}。该事务结束后即会启动。`,
  );
};
