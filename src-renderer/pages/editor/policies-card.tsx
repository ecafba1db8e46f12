import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { missedPolicy, overlapPolicy, retryableOutcome } from '../../../src-main/contract/task';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { spanWords } from '../../time/duration-words';
import { Card } from '../../ui/card';
import { CheckField } from '../../ui/choice-field';
import { NumberField } from '../../ui/number-field';
import { SelectField } from '../../ui/select-field';
import { useEditor } from './editor-state';
import { Question } from './question';
import { SpanAnswer } from './span-answer';
import classes from './task-editor.module.css';

const hourMs = 3_600_000;

const OverlapQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  const app = useSettings().executor.overlap;
  return (
    <Question
      label={t('policies.overlap')}
      fields={['overlap']}
      hint={t(`policies.overlapHints.${form.overlap ?? app}`)}
    >
      <SelectField
        name="overlap"
        width="20rem"
        value={form.overlap ?? 'app'}
        choices={[
          { value: 'app', label: t('policies.app', { value: t(`policies.overlaps.${app}`) }) },
          ...overlapPolicy.options.map((value) => ({ value, label: t(`policies.overlaps.${value}`) })),
        ]}
        onChange={(value) => set({ overlap: value === 'app' ? null : overlapPolicy.parse(value) })}
      />
    </Question>
  );
};

const MissedQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const { form, set } = useEditor();
  const { missed: app, missedWindowMs, missedCap } = useSettings().executor;
  return (
    <Question
      label={t('policies.missed')}
      fields={['missed']}
      hint={t(`policies.missedHints.${form.missed ?? app}`, {
        window: spanWords(missedWindowMs, locale),
        cap: missedCap,
      })}
    >
      <SelectField
        name="missed"
        width="20rem"
        value={form.missed ?? 'app'}
        choices={[
          { value: 'app', label: t('policies.app', { value: t(`policies.misseds.${app}`) }) },
          ...missedPolicy.options.map((value) => ({ value, label: t(`policies.misseds.${value}`) })),
        ]}
        onChange={(value) => set({ missed: value === 'app' ? null : missedPolicy.parse(value) })}
      />
    </Question>
  );
};

const TimeoutQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const { form, set, issues } = useEditor();
  const app = useSettings().executor.timeoutMs;
  const appText = app === null ? t('policies.noTimeout') : spanWords(app, locale);
  return (
    <Question
      label={t('policies.timeout')}
      fields={['timeoutMs']}
      kind="group"
      hint={form.timeoutMs === null ? undefined : t('policies.timeoutHint')}
    >
      <SelectField
        label={t('policies.timeout')}
        width="20rem"
        value={form.timeoutMs === null ? 'app' : 'own'}
        choices={[
          { value: 'app', label: t('policies.app', { value: appText }) },
          { value: 'own', label: t('policies.timeoutOwn') },
        ]}
        onChange={(value) => set({ timeoutMs: value === 'app' ? null : (app ?? hourMs) })}
      />
      {form.timeoutMs === null ? null : (
        <span data-answer="timeoutMs" className={classes['answer']}>
          <SpanAnswer
            label={t('policies.timeout')}
            name="timeoutMs"
            value={form.timeoutMs}
            units={['seconds', 'minutes', 'hours', 'days']}
            invalid={issues.has('timeoutMs')}
            onChange={(timeoutMs) => set({ timeoutMs })}
          />
        </span>
      )}
    </Question>
  );
};

const OwnRetry = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set, issues } = useEditor();
  const app = useSettings().executor;
  const retryOn = form.retryOn ?? app.retryOn;
  return (
    <>
      <span data-answer="retryAttempts" className={classes['answer']}>
        <NumberField
          label={t('policies.retryAttempts')}
          name="retryAttempts"
          width="4.5rem"
          min={0}
          max={20}
          decimals
          value={form.retryAttempts ?? app.retryAttempts}
          invalid={issues.has('retryAttempts')}
          onChange={(retryAttempts) => set({ retryAttempts })}
        />
        <span>{t('policies.retryTimes')}</span>
      </span>
      <span data-answer="retryDelayMs" className={classes['answer']}>
        <SpanAnswer
          label={t('policies.retryDelay')}
          name="retryDelayMs"
          value={form.retryDelayMs ?? app.retryDelayMs}
          units={['seconds', 'minutes', 'hours']}
          invalid={issues.has('retryDelayMs')}
          onChange={(retryDelayMs) => set({ retryDelayMs })}
        />
      </span>
      <span role="group" aria-label={t('policies.retryOn')} className={classes['answer']}>
        <span>{t('policies.retryOn')}</span>
        {retryableOutcome.options.map((outcome) => (
          <CheckField
            key={outcome}
            text={t(`policies.retryOns.${outcome}`)}
            checked={retryOn.includes(outcome)}
            onChange={(on) =>
              set({
                retryOn: retryableOutcome.options.filter((one) =>
                  one === outcome ? on : retryOn.includes(one),
                ),
              })
            }
          />
        ))}
      </span>
    </>
  );
};

const RetryQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  const app = useSettings().executor;
  const own = form.retryAttempts !== null || form.retryDelayMs !== null || form.retryOn !== null;
  return (
    <Question
      label={t('policies.retry')}
      fields={['retryAttempts', 'retryDelayMs', 'retryOn']}
      kind="group"
      hint={own ? t('policies.retryHint') : undefined}
    >
      <SelectField
        label={t('policies.retry')}
        width={own ? '10rem' : '20rem'}
        value={own ? 'own' : 'app'}
        choices={[
          {
            value: 'app',
            label:
              app.retryAttempts === 0
                ? t('policies.retryAppNone')
                : t('policies.retryApp', { count: app.retryAttempts }),
          },
          { value: 'own', label: t('policies.retryOwn') },
        ]}
        onChange={(value) =>
          set(
            value === 'app'
              ? { retryAttempts: null, retryDelayMs: null, retryOn: null }
              : { retryAttempts: Math.max(3, app.retryAttempts) },
          )
        }
      />
      {own ? <OwnRetry /> : null}
    </Question>
  );
};

/** What happens when a run does not go as planned; each answer says what it means, and the first is the application's. */
export const PoliciesCard = (): ReactNode => {
  const { t } = useTranslation('editor');
  return (
    <Card title={t('policies.title')} flush>
      <div className={classes['rows']}>
        <MissedQuestion />
        <OverlapQuestion />
        <TimeoutQuestion />
        <RetryQuestion />
      </div>
    </Card>
  );
};
