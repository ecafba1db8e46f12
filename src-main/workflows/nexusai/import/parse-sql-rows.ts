/** NexusAI's column order, for dumps whose INSERT names no columns and that hold no CREATE TABLE. */
const columnOrder = [
  'id',
  'name',
  'description',
  'task_type',
  'status',
  'user_id',
  'app_id',
  'workflow_id',
  'input',
  'node_confirm_users',
  'start_time',
  'end_time',
  'next_run_time',
  'repeat_type',
  'repeat_interval',
  'repeat_days',
  'repeat_day_of_month',
  'repeat_month',
  'repeat_day_of_year',
  'task_data',
  'last_run_time',
  'last_run_status',
  'execution_count',
  'max_executions',
  'created_at',
  'updated_at',
] as const;

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001A',
};

/** Reads what follows VALUES: tuples of literals, quoted as MariaDB (with backslashes) or PostgreSQL write them. */
class TupleReader {
  #at: number;

  constructor(
    private readonly text: string,
    start: number,
  ) {
    this.#at = start;
  }

  get end(): number {
    return this.#at;
  }

  /** All tuples up to the statement's end. */
  tuples(): (string | null)[][] {
    const all: (string | null)[][] = [];
    for (;;) {
      this.#skip(/[\s,]/);
      if (this.text[this.#at] !== '(') return all;
      this.#at += 1;
      all.push(this.#tuple());
    }
  }

  #tuple(): (string | null)[] {
    const values: (string | null)[] = [];
    while (this.#at < this.text.length) {
      this.#skip(/[\s,]/);
      const next = this.text[this.#at];
      if (next === ')') {
        this.#at += 1;
        break;
      }
      if (next === "'") values.push(this.#quoted(true));
      else if ((next === 'E' || next === 'e') && this.text[this.#at + 1] === "'") {
        this.#at += 1;
        values.push(this.#quoted(true));
      } else values.push(this.#bare());
    }
    return values;
  }

  #quoted(backslashes: boolean): string {
    let value = '';
    this.#at += 1;
    for (; this.#at < this.text.length; this.#at += 1) {
      const char = this.text[this.#at] ?? '';
      if (char === '\\' && backslashes) {
        this.#at += 1;
        const next = this.text[this.#at] ?? '';
        value += escapes[next] ?? next;
      } else if (char === "'") {
        if (this.text[this.#at + 1] !== "'") break;
        this.#at += 1;
        value += "'";
      } else value += char;
    }
    this.#at += 1;
    this.#skipCast();
    return value;
  }

  #bare(): string | null {
    const start = this.#at;
    this.#skip(/[^,)]/);
    const text = this.text.slice(start, this.#at).trim();
    const introduced = /^_(?:binary|utf8(?:mb4)?)\s+/i.exec(text);
    if (introduced !== null) {
      this.#at = start + introduced[0].length;
      return this.#quoted(true);
    }
    return /^null$/i.test(text) ? null : text;
  }

  /** `'{}'::jsonb` */
  #skipCast(): void {
    const cast = /^::[\w ]+/.exec(this.text.slice(this.#at, this.#at + 64));
    if (cast !== null) this.#at += cast[0].length;
  }

  #skip(what: RegExp): void {
    while (this.#at < this.text.length && what.test(this.text[this.#at] ?? '')) this.#at += 1;
  }
}

const names = (list: string): string[] =>
  list.split(',').map((name) => name.trim().replaceAll(/[`"[\]]/g, ''));

const createdColumns = (sql: string, table: string): string[] | null => {
  const create = new RegExp(
    String.raw`CREATE TABLE[^(;]*?\b${table}\b[\x60"\]]?\s*\(([\s\S]*?)\n\)`,
    'i',
  ).exec(sql);
  if (create === null) return null;
  const columns = [...(create[1] ?? '').matchAll(/^\s*[`"[]?(\w+)[`"\]]?\s+\w/gm)].map(
    (match) => match[1] ?? '',
  );
  return columns.filter((name) => !/^(primary|unique|key|index|constraint|check|foreign)$/i.test(name));
};

const asRow = (
  columns: readonly string[],
  values: readonly (string | null)[],
): Record<string, string | null> =>
  Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));

const copied = (value: string): string | null =>
  value === String.raw`\N`
    ? null
    : value.replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? (char === 'N' ? '' : char));

/** Rows of a table in an SQL dump: `INSERT INTO … VALUES` (MariaDB, MySQL, PostgreSQL) and PostgreSQL's `COPY`. */
export const parseSqlRows = (sql: string, table: string): readonly Record<string, string | null>[] => {
  const rows: Record<string, string | null>[] = [];
  const name = String.raw`(?:[\x60"[]?\w+[\x60"\]]?\.)?[\x60"[]?${table}[\x60"\]]?`;
  const defaults = createdColumns(sql, table) ?? columnOrder;
  const insert = new RegExp(
    String.raw`\b(?:INSERT(?: IGNORE)?|REPLACE) INTO\s+${name}\s*(?:\(([^)]*)\))?\s*VALUES`,
    'gi',
  );
  for (let match = insert.exec(sql); match !== null; match = insert.exec(sql)) {
    const columns = match[1] === undefined ? defaults : names(match[1]);
    const reader = new TupleReader(sql, insert.lastIndex);
    for (const values of reader.tuples()) rows.push(asRow(columns, values));
    // What stands inside the values must not be taken for a statement.
    insert.lastIndex = reader.end;
  }
  const copy = new RegExp(
    String.raw`^COPY\s+${name}\s*(?:\(([^)]*)\))?\s+FROM stdin;\r?\n([\s\S]*?)^\\\.`,
    'gim',
  );
  for (const match of sql.matchAll(copy)) {
    const columns = match[1] === undefined ? defaults : names(match[1]);
    for (const line of (match[2] ?? '').split(/\r?\n/)) {
      if (line !== '') rows.push(asRow(columns, line.split('\t').map(copied)));
    }
  }
  return rows;
};
