import type { ConnectionState } from '../../contract/api';
import type { Locale } from '../../contract/primitives';

type Problem = Exclude<ConnectionState['state'], 'unknown' | 'signed_in'>;

const en: Readonly<Record<Problem, (name: string, since: string) => string>> = {
  wrong_password: (name) => `The server of connection ${name} does not accept its account or password.`,
  unreachable: (name, since) =>
    `The server of connection ${name} cannot be reached${since === '' ? '' : ` since ${since}`}.`,
  not_nexusai: (name) => `What answers at connection ${name} is not a NexusAI server.`,
};

const zhCn: Readonly<Record<Problem, (name: string, since: string) => string>> = {
  wrong_password: (name) => `连接 ${name} 的服务器不接受其账号或密码。`,
  unreachable: (name, since) => `${since === '' ? '' : `自 ${since} 起`}无法连接到连接 ${name} 的服务器。`,
  not_nexusai: (name) => `连接 ${name} 的地址上不是 NexusAI 服务器。`,
};

/**
 * What is wrong with a connection, in words; null when nothing is known to be.
 *
 * @param state of the connection, null when this machine has none of that name
 * @param tell puts an instant into the reader's words
 */
export const connectionProblem = (
  name: string,
  state: Pick<ConnectionState, 'state' | 'since' | 'hasSecret'> | null,
  locale: Locale,
  tell: (instant: string) => string = (instant) => instant,
): string | null => {
  const chinese = locale === 'zh-CN';
  if (state === null) {
    return chinese
      ? `本机没有名为 ${name} 的 NexusAI 连接。`
      : `This computer has no NexusAI connection ${name}.`;
  }
  if (!state.hasSecret) {
    return chinese
      ? `本机没有连接 ${name} 的密码。`
      : `This computer has no password for connection ${name}.`;
  }
  if (state.state === 'unknown' || state.state === 'signed_in') return null;
  const since = state.since === null ? '' : tell(state.since);
  return (chinese ? zhCn : en)[state.state](name, since);
};
