import type { Json } from '../contract/primitives';
import { cutText, storableText } from './cut-text';

const longText = 4_096;

const mapText = (value: Json, change: (text: string) => string): Json => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapText(item, change)]));
};

/**
 * A JSON value as the ledger keeps it: without characters that PostgreSQL refuses, and no longer than `max` characters
 * (first long texts are cut, then the whole is kept as the beginning of its text).
 */
export const keptJson = (value: Json, max = 262_144): Json => {
  const storable = mapText(value, storableText);
  if (JSON.stringify(storable).length <= max) return storable;
  const shorter = mapText(storable, (text) => cutText(text, longText));
  const text = JSON.stringify(shorter);
  return text.length <= max ? shorter : cutText(text, Math.floor(max / 2));
};
