import type { Json } from '../contract/primitives';

const mark = '[secret]';
/** Shorter values would blot out ordinary text, and are no secrets worth the name. */
const shortest = 4;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Removes values that must not be seen from everything that is logged, stored or shown. */
export class Redactor {
  readonly #values = new Set<string>();
  #pattern: RegExp | null = null;
  #longest = 0;

  /** The length of the longest value: text may be cut safely only when this much is held back. */
  get longest(): number {
    return this.#longest;
  }

  /** Remembers a value, the ways it is commonly written (URL, JSON, base64), and each line of it (keys have many). */
  add(secret: string): void {
    const forms = [secret, ...secret.split(/\r?\n/)].flatMap((value) => [
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value, 'utf8').toString('base64'),
    ]);
    let grew = false;
    for (const form of forms) {
      if (form.length < shortest || this.#values.has(form)) continue;
      this.#values.add(form);
      grew = true;
    }
    if (!grew) return;
    // Longest first, so that a value is removed whole even when it contains another.
    const ordered = [...this.#values].sort((a, b) => b.length - a.length);
    this.#longest = ordered[0]?.length ?? 0;
    this.#pattern = new RegExp(ordered.map(escaped).join('|'), 'g');
  }

  text(text: string): string {
    return this.#pattern === null ? text : text.replace(this.#pattern, mark);
  }

  json(value: Json): Json {
    if (this.#pattern === null) return value;
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.json(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.json(item)]));
  }
}
