import { IconChevronDown, IconChevronUp, IconDots, IconFilter, IconSearch } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../../ui/action-menu';
import { IconButton } from '../../../ui/icon-button';
import { SelectField } from '../../../ui/select-field';
import { TextField } from '../../../ui/text-field';
import type { LevelFilter } from './log-level';
import type { LogQuery } from './log-search';
import type { LogTimes } from './log-time';
import classes from './log-viewer.module.css';

export interface LogOptions {
  readonly query: LogQuery;
  readonly only: boolean;
  readonly level: LevelFilter;
  readonly times: LogTimes;
  readonly wrap: boolean;
  readonly plain: boolean;
}

interface Props {
  readonly options: LogOptions;
  readonly onChange: (part: Partial<LogOptions>) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  /** What is said beside the search; null = nothing is searched. */
  readonly hits: { readonly text: string; readonly bad: boolean } | null;
  readonly onStep: (step: 1 | -1) => void;
  readonly attempts: readonly number[];
  readonly attempt: number;
  readonly onAttempt: (attempt: number) => void;
  readonly follow: boolean | null;
  readonly onFollow: (follow: boolean) => void;
  readonly count: string;
  readonly chosenLines: readonly [number, number] | null;
  readonly onCopyAll: () => void;
  readonly onCopyLines: () => void;
  readonly onDownload: () => void;
  readonly onNextError: () => void;
}

interface ToggleProps {
  readonly pressed: boolean;
  readonly label: string;
  readonly keys?: string;
  readonly onChange: (pressed: boolean) => void;
  readonly children: ReactNode;
}

const Toggle = ({ pressed, label, keys, onChange, children }: ToggleProps): ReactNode => (
  <button
    type="button"
    className={classes['toggle']}
    aria-pressed={pressed}
    aria-label={label}
    aria-keyshortcuts={keys}
    title={label}
    onClick={() => onChange(!pressed)}
  >
    {children}
  </button>
);

const levels: readonly LevelFilter[] = ['all', 'warnings', 'errors'];
const timeChoices: readonly LogTimes[] = ['off', 'relative', 'absolute'];
const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** Search, filters and looks of the log. */
export const LogToolbar = (props: Props): ReactNode => {
  const {
    options,
    onChange,
    field,
    hits,
    onStep,
    attempts,
    attempt,
    onAttempt,
    follow,
    onFollow,
    count,
    chosenLines,
    onCopyAll,
    onCopyLines,
    onDownload,
    onNextError,
  } = props;
  const { t } = useTranslation('log');
  const { query } = options;
  return (
    <div className={classes['toolbar']} role="group" aria-label={t('toolbar')}>
      <span className={classes['find']}>
        <TextField
          ref={field}
          type="search"
          size="bar"
          width="13rem"
          label={t('search')}
          placeholder={t('search')}
          icon={<IconSearch {...icon} />}
          maxLength={200}
          value={query.text}
          invalid={hits?.bad ?? false}
          onChange={(text) => onChange({ query: { ...query, text } })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') {
              event.preventDefault();
              onStep(event.shiftKey ? -1 : 1);
            }
            if (event.key === 'Escape' && query.text !== '') {
              event.preventDefault();
              onChange({ query: { ...query, text: '' } });
            }
          }}
        />
        <Toggle
          pressed={query.matchCase}
          label={t('matchCase')}
          onChange={(matchCase) => onChange({ query: { ...query, matchCase } })}
        >
          Aa
        </Toggle>
        <Toggle
          pressed={query.regex}
          label={t('regex')}
          onChange={(regex) => onChange({ query: { ...query, regex } })}
        >
          .*
        </Toggle>
        {hits === null ? null : (
          <>
            <output className={classes['hits']} data-bad={hits.bad || undefined}>
              {hits.text}
            </output>
            <IconButton label={t('previous')} icon={<IconChevronUp {...icon} />} onClick={() => onStep(-1)} />
            <IconButton label={t('next')} icon={<IconChevronDown {...icon} />} onClick={() => onStep(1)} />
            <Toggle pressed={options.only} label={t('only')} onChange={(only) => onChange({ only })}>
              <IconFilter {...icon} />
            </Toggle>
          </>
        )}
      </span>
      <span className={classes['end']}>
        <span className={classes['count']}>{count}</span>
        {attempts.length > 1 ? (
          <SelectField
            size="bar"
            width="7.5rem"
            label={t('attemptLabel')}
            value={String(attempt)}
            choices={attempts.map((one) => ({
              value: String(one),
              label: t('attempt', { attempt: one }),
            }))}
            onChange={(chosen) => onAttempt(Number(chosen))}
          />
        ) : null}
        <SelectField
          size="bar"
          width="10.75rem"
          label={t('level')}
          value={options.level}
          choices={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
          onChange={(level) => onChange({ level })}
        />
        <SelectField
          size="bar"
          width="7.75rem"
          label={t('times')}
          value={options.times}
          choices={timeChoices.map((value) => ({ value, label: t(`timeChoices.${value}`) }))}
          onChange={(times) => onChange({ times })}
        />
        {follow === null ? null : (
          <Toggle pressed={follow} label={t('follow')} keys="F" onChange={onFollow}>
            {t('follow')}
          </Toggle>
        )}
        <Toggle pressed={options.wrap} label={t('wrap')} keys="W" onChange={(wrap) => onChange({ wrap })}>
          {t('wrap')}
        </Toggle>
        <Toggle pressed={options.plain} label={t('plain')} onChange={(plain) => onChange({ plain })}>
          {t('plain')}
        </Toggle>
        <ActionMenu
          label={t('more')}
          trigger={<IconButton hasPopup="menu" label={t('more')} icon={<IconDots {...icon} />} />}
          entries={[
            { kind: 'action', label: t('nextError'), onSelect: onNextError },
            { kind: 'action', label: t('copyAll'), onSelect: onCopyAll },
            ...(chosenLines === null
              ? []
              : [
                  {
                    kind: 'action' as const,
                    label: t('copyLines', { from: chosenLines[0], to: chosenLines[1] }),
                    onSelect: onCopyLines,
                  },
                ]),
            { kind: 'action', label: t('download'), onSelect: onDownload },
          ]}
        />
      </span>
    </div>
  );
};
