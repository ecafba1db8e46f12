import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { TextField } from './text-field';

const waitMs = 250;

interface Props {
  readonly label: string;
  /** What is searched for now; a change from outside shows unless the reader is typing. */
  readonly value: string;
  readonly onSearch: (value: string) => void;
  readonly width?: string;
}

/**
 * A search that asks 250 ms after the last key. What is typed lives here alone, so that nothing that happens around it
 * can take a letter or the caret away; `/` on the page puts the focus here.
 */
export const SearchField = ({ label, value, onSearch, width }: Props): ReactNode => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  if (value !== known) {
    setKnown(value);
    if (value.trim() !== typed.trim() && !waiting) setTyped(value);
  }
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const search = (text: string): void => {
    setWaiting(false);
    onSearch(text.trim());
  };
  return (
    <TextField
      ref={input}
      type="search"
      size="bar"
      label={label}
      placeholder={label}
      width={width}
      maxLength={200}
      icon={<IconSearch width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        setWaiting(true);
        if (timer.current !== null) clearTimeout(timer.current);
        timer.current = setTimeout(() => search(text), waitMs);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          if (timer.current !== null) clearTimeout(timer.current);
          search(typed);
        }
        if (event.key === 'Escape' && typed !== '') {
          event.preventDefault();
          setTyped('');
          search('');
        }
      }}
    />
  );
};
