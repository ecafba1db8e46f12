import { useEffect, useEffectEvent } from 'react';

/** A way to press a command: keys together (`mod+k`), one key (`/`), or two in turn (`g t`). */
export interface KeyBinding {
  readonly keys: string;
  readonly run: () => void;
}

const sequenceMs = 1_200;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)));

/** A dialog or menu keeps the keys for itself. */
const isCovered = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;

const chordOf = (event: KeyboardEvent): string =>
  `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;

/**
 * Listens to the keys of a page or of the shell. Keys typed into a field, while a dialog is open or while a word is
 * being composed are the field's; single letters obey the switch in Settings (WCAG 2.1.4).
 * @param singleKeys whether bindings without a modifier work
 */
export const useKeys = (bindings: readonly KeyBinding[], singleKeys: boolean): void => {
  const press = useEffectEvent((event: KeyboardEvent, before: string | null): string | null => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return null;
    const chord = chordOf(event);
    const withMod = chord.startsWith('mod+');
    if (!withMod && (!singleKeys || isTyping(event.target))) return null;
    if (isCovered()) return null;
    const sequence = before === null ? null : `${before} ${chord}`;
    const hit =
      bindings.find((binding) => binding.keys === sequence) ??
      bindings.find((binding) => binding.keys === chord);
    if (hit !== undefined) {
      event.preventDefault();
      hit.run();
      return null;
    }
    return bindings.some((binding) => binding.keys.startsWith(`${chord} `)) ? chord : null;
  });
  useEffect(() => {
    let before: { readonly chord: string; readonly at: number } | null = null;
    const listen = (event: KeyboardEvent): void => {
      const fresh = before !== null && event.timeStamp - before.at < sequenceMs ? before.chord : null;
      const next = press(event, fresh);
      before = next === null ? null : { chord: next, at: event.timeStamp };
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
};
