import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/number-field';
import { Setting } from './setting';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly defaultText: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly suffix?: string;
  readonly onCommit: (value: number) => void;
}

/** A whole number in a range; a number outside it is refused with the range, not corrected. */
export const NumberSetting = (props: Props): ReactNode => {
  const { label, hint, defaultText, value, min, max, suffix, onCommit } = props;
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState<number | ''>(value);
  const [known, setKnown] = useState(value);
  const [error, setError] = useState<string | undefined>(undefined);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
    setError(undefined);
  }
  const commit = (): void => {
    if (typed === '' || !Number.isInteger(typed) || typed < min || typed > max) {
      setError(t('executor.range', { min, max }));
      return;
    }
    setError(undefined);
    onCommit(typed);
  };
  return (
    <Setting label={label} {...(hint === undefined ? {} : { hint })} defaultText={defaultText} error={error}>
      <span
        role="presentation"
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      >
        <NumberField
          value={typed}
          min={min}
          max={max}
          decimals
          {...(suffix === undefined ? {} : { suffix })}
          onChange={setTyped}
          onBlur={commit}
        />
      </span>
    </Setting>
  );
};
