import type { ReasonParams } from './run';
import type { Text } from './text';

/**
 * A text of ours as parameters of a reason: English under the given name, as the table shows it; the Chinese beside it
 * where it differs, which `describeReason` prefers for a Chinese reader.
 */
export const saidParams = (name: 'detail' | 'problem', says: Text): ReasonParams =>
  says.en === says['zh-CN'] ? { [name]: says.en } : { [name]: says.en, [`${name}ZhCn`]: says['zh-CN'] };
