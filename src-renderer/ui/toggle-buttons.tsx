import type { ReactNode } from 'react';
import classes from './toggle-buttons.module.css';

interface Props<Value extends string | number> {
  readonly label: string;
  /** The pressed ones. */
  readonly values: readonly Value[];
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly name?: string }[];
  readonly onPress: (value: Value) => void;
  /** `strong` fills the pressed ones: for answers. `quiet` outlines them: for shortcuts. */
  readonly look?: 'strong' | 'quiet';
}

/** A labelled group of buttons that stay pressed; each is reached by Tab and pressed by Space or Enter. */
export const ToggleButtons = <Value extends string | number>({
  label,
  values,
  choices,
  onPress,
  look = 'strong',
}: Props<Value>): ReactNode => (
  <div role="group" aria-label={label} className={classes['group']} data-look={look}>
    {choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        className={classes['button']}
        aria-pressed={values.includes(choice.value)}
        aria-label={choice.name}
        data-value={choice.value}
        onClick={() => onPress(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
);
