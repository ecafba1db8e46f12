import type { CivilDate } from './civil';
import type { RuleParts } from './rule-parts';

const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A rule in English: `every 2 weeks on Mon and Wed at 09:00, until 31 Dec 2026`. */
export function ruleWordsEn(parts: RuleParts): string {
  const zone = parts.zone === null ? '' : ` (${parts.zone})`;
  return `${frequency(parts)}${zone}${end(parts)}${limit(parts)}`;
}

function frequency(parts: RuleParts): string {
  const { every, time, repeatType } = parts;
  if (repeatType === 'none') return `once on ${date(parts.start)} at ${time}`;
  if (parts.fromRun) return `${counted(every, repeatType)} after each run starts`;
  const rhythm = every === 1 ? `every ${repeatType}` : `every ${counted(every, repeatType)}`;
  switch (repeatType) {
    case 'minute':
    case 'hour':
      return rhythm;
    case 'day':
      return `${rhythm} at ${time}`;
    case 'week':
      return `${weekly(parts.weekdays, every, rhythm)} at ${time}`;
    case 'month':
      return `${rhythm} on ${monthly(parts)} at ${time}`;
    default:
      return `${rhythm} on ${yearly(parts)} at ${time}`;
  }
}

function weekly(weekdays: readonly number[], every: number, rhythm: string): string {
  if (weekdays.length === 7) return every === 1 ? 'every day' : `${rhythm} on every day`;
  if (weekdays.join('') === '12345') return every === 1 ? 'every weekday' : `${rhythm} on weekdays`;
  return `${rhythm} on ${list(weekdays.map((day) => weekdayNames[day - 1] ?? ''))}`;
}

function monthly({ day, shortMonth }: RuleParts): string {
  if (shortMonth === null) return `day ${day}`;
  if (shortMonth === 'last_day' && day === 31) return 'the last day';
  return shortMonth === 'last_day' ? `day ${day}, or the last day,` : `day ${day} (not in shorter months)`;
}

function yearly({ day, month, shortMonth }: RuleParts): string {
  const named = `${day} ${monthNames[month - 1] ?? ''}`;
  if (shortMonth === null) return named;
  return shortMonth === 'last_day' ? `${named}, or 28 Feb in common years,` : `${named} (leap years only)`;
}

function end(parts: RuleParts): string {
  if (parts.end === null || parts.repeatType === 'none') return '';
  return `, until ${date(parts.end.date)}${parts.end.time === null ? '' : ` at ${parts.end.time}`}`;
}

function limit(parts: RuleParts): string {
  return parts.limit === 0 || parts.repeatType === 'none' ? '' : `, ${counted(parts.limit, 'time')}`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function date({ year, month, day }: CivilDate): string {
  return `${day} ${monthNames[month - 1] ?? ''} ${year}`;
}
