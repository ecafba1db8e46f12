import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale';
import { spanWords } from '../../time/duration-words';
import { SpanField, type SpanUnit } from '../../ui/span-field';
import { Setting } from './setting';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly defaultText?: string;
  /** Milliseconds, like `min` and `max`. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly units: readonly SpanUnit[];
  /** The sentence for a value out of range, where the general one is not enough. */
  readonly rangeText?: string;
  readonly children?: ReactNode;
  readonly onCommit: (ms: number) => void;
}

/** A length of time in a range; a value outside it is refused with the range, not corrected. */
export const SpanSetting = (props: Props): ReactNode => {
  const { label, hint, defaultText, value, min, max, units, rangeText, children, onCommit } = props;
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const [refused, setRefused] = useState(false);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setRefused(false);
  }
  const range =
    rangeText ?? t('executor.spanRange', { min: spanWords(min, locale), max: spanWords(max, locale) });
  return (
    <Setting
      label={label}
      hint={hint}
      kind="group"
      {...(defaultText === undefined ? {} : { defaultText })}
      error={refused ? range : undefined}
    >
      <SpanField
        label={label}
        value={value}
        units={units}
        onCommit={(ms) => {
          const fits = Number.isInteger(ms) && ms >= min && ms <= max;
          setRefused(!fits);
          if (fits) onCommit(ms);
        }}
      />
      {children}
    </Setting>
  );
};
