import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { FieldRow } from '../../ui/field-row';
import { useIsWanted } from './setting-search';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  /** The default in words; said under the field. */
  readonly defaultText?: string;
  readonly error?: string | undefined;
  readonly kind?: 'field' | 'group';
  readonly children: ReactNode;
}

/** One row of Settings; it hides when the search does not mean it. */
export const Setting = ({ label, hint, defaultText, error, kind, children }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const gap = useSentenceGap();
  const parts = [hint, defaultText === undefined ? undefined : t('defaultIs', { value: defaultText })].filter(
    (part): part is string => part !== undefined && part !== '',
  );
  const wanted = useIsWanted(label, hint ?? '');
  if (!wanted) return null;
  return (
    <div data-setting>
      <FieldRow
        label={label}
        {...(kind === undefined ? {} : { kind })}
        {...(parts.length === 0 ? {} : { hint: parts.join(gap) })}
        error={error}
      >
        {children}
      </FieldRow>
    </div>
  );
};
