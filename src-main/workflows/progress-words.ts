import type { StoredProgress } from '../contract/run';
import type { Text } from '../contract/text';

/** What a run is doing, as its progress keeps it: in English, and in Chinese where that differs. */
export const progressWords = (says: Text): Pick<StoredProgress, 'text' | 'textZhCn'> =>
  says.en === says['zh-CN'] ? { text: says.en } : { text: says.en, textZhCn: says['zh-CN'] };
