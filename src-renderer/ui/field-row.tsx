import { createContext, use, useEffect, useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './field-row.module.css';

/** What a field inside a row takes over: its id, what describes it, whether its value is refused. */
export interface FieldLink {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly labelledBy: string;
  readonly invalid: boolean;
}

const FieldContext = createContext<FieldLink | null>(null);

/** The row around a field, if there is one. */
export const useFieldLink = (): FieldLink | null => use(FieldContext);

interface Props {
  readonly label: string;
  /** Said under the field, linked to it: the default, what a value means. */
  readonly hint?: ReactNode;
  /** Why the value is refused; linked to the field. */
  readonly error?: string | undefined;
  /** Differs from what is saved: marked, and said. */
  readonly changed?: boolean;
  /** `group` for several controls under one question. */
  readonly kind?: 'field' | 'group';
  readonly children: ReactNode;
}

/** A question on the left, its control on the right; one under the other where the window is narrow. */
export const FieldRow = ({
  label,
  hint,
  error,
  changed = false,
  kind = 'field',
  children,
}: Props): ReactNode => {
  const { t } = useTranslation('fields');
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter((part) => part !== '')
    .join(' ');
  const link = useMemo(
    () => ({
      id: `${id}-field`,
      labelledBy: `${id}-label`,
      describedBy: described === '' ? undefined : described,
      invalid: error !== undefined,
    }),
    [described, error, id],
  );
  // Mantine's inputs drop a description that is not their own, so the link is made on the element itself; after every
  // picture, because a field may be another element than before.
  useEffect(() => {
    const field = kind === 'field' ? document.getElementById(link.id) : null;
    if (link.describedBy === undefined) field?.removeAttribute('aria-describedby');
    else field?.setAttribute('aria-describedby', link.describedBy);
  });
  const words = kind === 'field' ? <label htmlFor={link.id}>{label}</label> : label;
  return (
    <div
      className={classes['row']}
      role={kind === 'group' ? 'group' : undefined}
      aria-labelledby={kind === 'group' ? link.labelledBy : undefined}
      aria-describedby={kind === 'group' ? link.describedBy : undefined}
    >
      <div className={classes['label']}>
        <span id={link.labelledBy}>{words}</span>
        {changed ? (
          <span className={classes['changed']} title={t('changed')}>
            <span className="nx-hidden">{t('changed')}</span>
          </span>
        ) : null}
      </div>
      <div className={classes['control']}>
        {kind === 'group' ? (
          <div className={classes['group']}>{children}</div>
        ) : (
          <FieldContext value={link}>{children}</FieldContext>
        )}
        {hint === undefined ? null : (
          <div id={`${id}-hint`} className={classes['hint']}>
            {hint}
          </div>
        )}
        {error === undefined ? null : (
          <div id={`${id}-error`} className={classes['error']} role="alert">
            {error}
          </div>
        )}
      </div>
    </div>
  );
};
