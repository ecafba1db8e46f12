/** `repeatDayOfMonth` -> `repeat_day_of_month`: the contract's names as NexusAI and the command line write them. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `repeat_day_of_month` -> `repeatDayOfMonth`. The inverse of `snakeCase` for every name of the contract. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The object under column names. Only its own keys are renamed: values such as a task's `input` are the operator's. */
export function toColumns(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [snakeCase(name), field]));
}

/** The row under the contract's names; the inverse of `toColumns`. */
export function fromColumns(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, field]) => [camelCase(name), field]));
}
