import { useState, type ReactNode } from 'react';
import { TextField } from '../../ui/text-field';

interface Props {
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly maxLength?: number;
  readonly width?: string;
  readonly placeholder?: string;
  readonly label?: string;
  readonly type?: 'text' | 'url';
  /** How what was typed is written once it was left. */
  readonly tidy?: (typed: string) => string;
}

/** A line of text that is saved when the reader leaves it or presses Enter. */
export const CommittedText = ({ value, onCommit, width = '20rem', tidy, ...rest }: Props): ReactNode => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  return (
    <TextField
      {...rest}
      width={width}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if (tidy !== undefined) setTyped(tidy(typed));
        onCommit(typed.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onCommit(typed.trim());
      }}
    />
  );
};
