import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusQuestion } from './question';
import type { FormField } from './task-form';
import classes from './task-editor.module.css';

export interface ShownIssue {
  readonly field: FormField;
  /** The question. */
  readonly label: string;
  readonly text: string;
}

interface Props {
  readonly issues: readonly ShownIssue[];
  /** Counts the attempts to save: each puts the focus here. */
  readonly attempt: number;
}

/** Everything that needs correcting, on top of the page; each line leads to its field. */
export const IssueList = ({ issues, attempt }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (issues.length === 0) return null;
  return (
    <div
      ref={box}
      className={classes['issues']}
      role="group"
      tabIndex={-1}
      aria-labelledby="editor-issues"
      data-testid="issues"
    >
      <h2 id="editor-issues">{t('issues.title', { count: issues.length })}</h2>
      <ul>
        {issues.map(({ field, label, text }) => (
          <li key={`${field} ${text}`}>
            <a
              href={`#${field}`}
              className="nx-link"
              onClick={(event) => {
                // The address holds the route behind `#`, so the link moves focus instead of the address.
                event.preventDefault();
                focusQuestion(field);
              }}
            >
              {t('issues.item', { field: label, issue: text })}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
