import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pollIntervalRange, slotsRange } from '../../../src-main/contract/settings';
import { missedPolicy, overlapPolicy } from '../../../src-main/contract/task';
import { useAct } from '../../client/use-act';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useLocale } from '../../i18n/use-locale';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import { useStatus } from '../../shell/use-status';
import { durationWords, spanWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { SwitchField } from '../../ui/choice-field';
import { SelectField } from '../../ui/select-field';
import { NumberSetting } from './number-setting';
import { Setting } from './setting';
import { SpanSetting } from './span-setting';
import { useSettingChange } from './use-setting-change';
import { ZoneSetting } from './zone-setting';

const pollPresets = [5_000, 15_000, 30_000, 60_000, 300_000] as const;

/** The line under the poll interval: what the last poll did and when the next comes. */
const usePollLine = (): string => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const time = useTime();
  const now = useNow('second');
  const status = useStatus();
  if (status?.lastPoll == null || status.nextPollAt === null) return t('executor.noPoll');
  return t('executor.lastPoll', {
    took: durationWords(status.lastPoll.tookMs, locale),
    due: status.lastPoll.due,
    next: time.relative(new Date(Math.max(now.getTime(), new Date(status.nextPollAt).getTime())), now),
  });
};

/** How the executor polls, how much it runs at once, and the policies of tasks that name none. */
export const ExecutorSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const { executor } = useSettings();
  const change = useSettingChange('executor');
  const pollLine = usePollLine();
  const gap = useSentenceGap();
  const paused = (useStatus()?.paused ?? null) !== null;
  const blocked = useCommandBlock();
  const pause = useAct('executor', 'pause');
  const resume = useAct('executor', 'resume');
  return (
    <>
      <SpanSetting
        label={t('executor.poll')}
        hint={`${t('executor.pollHint')}${gap}${pollLine}`}
        defaultText={spanWords(60_000, locale)}
        value={executor.pollIntervalMs}
        min={pollIntervalRange.min}
        max={pollIntervalRange.max}
        units={['seconds', 'minutes']}
        rangeText={t('executor.pollRange')}
        onCommit={(ms) => change('pollIntervalMs', ms, t('executor.poll'))}
      >
        <span role="group" aria-label={t('executor.presets')}>
          {pollPresets.map((preset) => (
            <Button
              key={preset}
              size="row"
              look={preset === executor.pollIntervalMs ? 'default' : 'quiet'}
              onClick={() => change('pollIntervalMs', preset, t('executor.poll'))}
            >
              {spanWords(preset, locale)}
            </Button>
          ))}
        </span>
      </SpanSetting>
      <NumberSetting
        label={t('executor.slots')}
        defaultText="5"
        value={executor.slots}
        min={slotsRange.min}
        max={slotsRange.max}
        onCommit={(value) => change('slots', value, t('executor.slots'))}
      />
      <Setting label={t('executor.pause')} hint={t('executor.pauseHint')} kind="group">
        {paused ? (
          <Button size="form" blocked={blocked} busy={resume.isPending} onClick={() => resume.mutate({})}>
            {t('executor.resumeNow')}
          </Button>
        ) : (
          <Button
            size="form"
            blocked={blocked}
            busy={pause.isPending}
            onClick={() => pause.mutate({ until: null })}
          >
            {t('executor.pauseNow')}
          </Button>
        )}
      </Setting>
      <Setting
        label={t('executor.missed')}
        hint={t('executor.policiesHint')}
        defaultText={t('executor.missedPolicies.once')}
      >
        <SelectField
          width="15rem"
          value={executor.missed}
          choices={missedPolicy.options.map((value) => ({
            value,
            label: t(`executor.missedPolicies.${value}`),
          }))}
          onChange={(value) => change('missed', value, t('executor.missed'))}
        />
      </Setting>
      <SpanSetting
        label={t('executor.missedWindow')}
        hint={t('executor.missedWindowHint')}
        defaultText={spanWords(86_400_000, locale)}
        value={executor.missedWindowMs}
        min={0}
        max={31_536_000_000}
        units={['minutes', 'hours', 'days']}
        onCommit={(ms) => change('missedWindowMs', ms, t('executor.missedWindow'))}
      />
      <NumberSetting
        label={t('executor.missedCap')}
        defaultText="20"
        value={executor.missedCap}
        min={1}
        max={1000}
        onCommit={(value) => change('missedCap', value, t('executor.missedCap'))}
      />
      <Setting
        label={t('executor.overlap')}
        hint={t('executor.policiesHint')}
        defaultText={t('executor.overlapPolicies.skip')}
      >
        <SelectField
          width="15rem"
          value={executor.overlap}
          choices={overlapPolicy.options.map((value) => ({
            value,
            label: t(`executor.overlapPolicies.${value}`),
          }))}
          onChange={(value) => change('overlap', value, t('executor.overlap'))}
        />
      </Setting>
      <NumberSetting
        label={t('executor.retryAttempts')}
        hint={t('executor.policiesHint')}
        defaultText="0"
        value={executor.retryAttempts}
        min={0}
        max={20}
        onCommit={(value) => change('retryAttempts', value, t('executor.retryAttempts'))}
      />
      <SpanSetting
        label={t('executor.retryDelay')}
        hint={t('executor.retryDelayHint')}
        defaultText={spanWords(60_000, locale)}
        value={executor.retryDelayMs}
        min={0}
        max={86_400_000}
        units={['seconds', 'minutes', 'hours']}
        onCommit={(ms) => change('retryDelayMs', ms, t('executor.retryDelay'))}
      />
      {executor.timeoutMs === null ? (
        <Setting label={t('executor.timeout')} kind="group" defaultText={t('executor.noTimeout')}>
          <SwitchField
            label={t('executor.timeout')}
            checked={false}
            onChange={() => change('timeoutMs', 3_600_000, t('executor.timeout'))}
          />
        </Setting>
      ) : (
        <SpanSetting
          label={t('executor.timeout')}
          defaultText={t('executor.noTimeout')}
          value={executor.timeoutMs}
          min={1_000}
          max={2_592_000_000}
          units={['seconds', 'minutes', 'hours', 'days']}
          onCommit={(ms) => change('timeoutMs', ms, t('executor.timeout'))}
        >
          <Button look="quiet" onClick={() => change('timeoutMs', null, t('executor.timeout'))}>
            {t('executor.noTimeout')}
          </Button>
        </SpanSetting>
      )}
      <SpanSetting
        label={t('executor.stopGrace')}
        defaultText={spanWords(20_000, locale)}
        value={executor.stopGraceMs}
        min={0}
        max={3_600_000}
        units={['seconds', 'minutes']}
        onCommit={(ms) => change('stopGraceMs', ms, t('executor.stopGrace'))}
      />
      <Setting label={t('executor.keepAwake')} defaultText={t('off')}>
        <SwitchField
          checked={executor.keepAwake}
          onChange={(on) => change('keepAwake', on, t('executor.keepAwake'))}
        />
      </Setting>
      <ZoneSetting
        value={executor.timeZone}
        onCommit={(zone) => change('timeZone', zone, t('executor.timeZone'))}
      />
      <NumberSetting
        label={t('executor.retention')}
        defaultText={`90 ${t('executor.retentionDays')}`}
        suffix={` ${t('executor.retentionDays')}`}
        value={executor.retentionDays}
        min={1}
        max={3650}
        onCommit={(value) => change('retentionDays', value, t('executor.retention'))}
      />
    </>
  );
};
