import { text } from '../contract/text';

/** What the parts of a schedule say when they cannot be read; whole rules speak through `problem-words`. */
export const recurrenceTexts = {
  repeatDays: text(
    'The repeat days must be numbers from 1 (Monday) to 7 (Sunday).',
    '重复日必须是 1（周一）至 7（周日）的数字。',
  ),
  writeDays: text('Write them as [1, 3, 5] or 1,3,5.', '请写成 [1, 3, 5] 或 1,3,5。'),
  weekdayNumbers: text('weekday numbers from 1 (Monday) to 7 (Sunday)', '必须是 1（周一）至 7（周日）的数字'),
  zoneUnknown: (name: string) => text(`Unknown time zone “${name}”.`, `未知时区“${name}”。`),
  zoneExamples: text(
    'Give an IANA name such as Asia/Shanghai or America/New_York.',
    '请填写 Asia/Shanghai 或 America/New_York 这样的 IANA 名称。',
  ),
  zoneName: text('an IANA time zone name', '必须是 IANA 时区名称'),
} as const;
