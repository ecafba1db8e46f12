import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../src-main/contract/visible-text';
import { Problem } from '../../src-main/contract/errors';
import { useSentenceGap } from '../i18n/sentence-gap';
import { useNow, useTime } from '../time/use-time';
import { Button } from './button';
import { Note } from './note';
import { useFieldName } from './use-field-name';

interface Props {
  readonly error: Error;
  /** What was being done, as a sentence; the error says what happened. */
  readonly what?: string;
  readonly onRetry?: () => void;
  /** Further actions: “Open Diagnostics”. */
  readonly actions?: ReactNode;
}

const detailsText = (error: Error): string =>
  error instanceof Problem
    ? [
        `code: ${error.code}`,
        `message: ${error.message}`,
        ...(error.info.since === null ? [] : [`since: ${error.info.since}`]),
        ...error.info.issues.map((issue) => `${issue.path}: ${issue.message}`),
        ...Object.entries(error.info.details).map(([name, value]) => `${name}: ${value}`),
      ].join('\n')
    : `${error.name}: ${error.message}`;

/** The one way an error is shown: what happened, since when, what to do, and its details to copy. */
export const ErrorNotice = ({ error, what, onRetry, actions }: Props): ReactNode => {
  const { t } = useTranslation();
  const gap = useSentenceGap();
  const fieldName = useFieldName();
  const time = useTime();
  const now = useNow();
  const [copied, setCopied] = useState(false);
  const problem = error instanceof Problem ? error : null;
  const since = problem?.info.since ?? null;
  return (
    <Note
      tone="fail"
      role="alert"
      actions={
        <>
          {onRetry === undefined ? null : (
            <Button size="row" onClick={onRetry}>
              {t('actions.retry')}
            </Button>
          )}
          {actions}
          <Button
            size="row"
            onClick={() => {
              void navigator.clipboard.writeText(detailsText(error)).then(() => setCopied(true));
            }}
          >
            {copied ? t('actions.copied') : t('actions.copyDetails')}
          </Button>
        </>
      }
    >
      <p>
        {what === undefined ? null : <strong>{what}</strong>}
        {what === undefined ? null : gap}
        {problem === null ? t('error.unexpected') : visibleText(problem.message)}
        {since === null ? null : `${gap}${t('error.since', { time: time.moment(new Date(since), now) })}`}
      </p>
      {problem === null || problem.info.remedy === null ? null : <p>{problem.info.remedy}</p>}
      {problem === null || problem.info.issues.length === 0 ? null : (
        <ul>
          {problem.info.issues.map(({ path, message }) => {
            const field = fieldName(path);
            return (
              <li key={`${path} ${message}`}>
                {field === null ? message : t('error.issue', { field, message })}
              </li>
            );
          })}
        </ul>
      )}
    </Note>
  );
};
