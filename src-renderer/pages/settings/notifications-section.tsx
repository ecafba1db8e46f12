import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotificationEvent } from '../../../src-main/contract/settings';
import { useAct } from '../../client/use-act';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { readClock, tidyClock } from '../../time/clock-text';
import { weekdayName, weekFrom } from '../../time/weekday-names';
import { Button } from '../../ui/button';
import { CheckField, SwitchField } from '../../ui/choice-field';
import { ToggleButtons } from '../../ui/toggle-buttons';
import { useFirstWeekday } from '../../ui/use-first-weekday';
import { useToasts } from '../../ui/toasts';
import { CommittedText } from './committed-text';
import { Setting } from './setting';
import { useIsWanted } from './setting-search';
import classes from './settings-page.module.css';
import { useSettingChange } from './use-setting-change';

const events: readonly NotificationEvent[] = [
  'failed',
  'missed',
  'needsConfirmation',
  'longerThanUsual',
  'recovered',
  'succeeded',
  'databaseLost',
  'executorStopped',
];
const channels = ['system', 'inApp', 'sound'] as const;

/** What is told and how, as a table of ticks. */
const Matrix = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { matrix } = useSettings().notifications;
  const change = useSettingChange('notifications');
  const wanted = useIsWanted(
    t('notifications.matrix'),
    ...events.map((event) => t(`notifications.events.${event}`)),
  );
  if (!wanted) return null;
  return (
    <div className={classes['matrix']} data-setting>
      <table aria-label={t('notifications.matrix')}>
        <thead>
          <tr>
            <th scope="col">{t('notifications.matrix')}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(`notifications.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event}>
              <th scope="row">{t(`notifications.events.${event}`)}</th>
              {channels.map((channel) => {
                const label = t('notifications.cell', {
                  event: t(`notifications.events.${event}`),
                  channel: t(`notifications.${channel}`),
                });
                return (
                  <td key={channel}>
                    <CheckField
                      label={label}
                      checked={matrix[event][channel]}
                      onChange={(on) =>
                        change('matrix', { ...matrix, [event]: { ...matrix[event], [channel]: on } }, label)
                      }
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The matrix, quiet hours and a test. */
export const NotificationsSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const { quietHours } = useSettings().notifications;
  const change = useSettingChange('notifications');
  const toasts = useToasts();
  const send = useAct('app', 'sendTestNotification');
  const label = t('notifications.quiet');
  const set = (part: Partial<typeof quietHours>): void =>
    change('quietHours', { ...quietHours, ...part }, label);
  const firstWeekday = useFirstWeekday();
  const [badTime, setBadTime] = useState(false);
  const setClock = (end: 'from' | 'to', typed: string): void => {
    const clock = readClock(typed);
    setBadTime(clock === null);
    if (clock !== null) set({ [end]: clock.slice(0, 5) });
  };
  return (
    <>
      <Matrix />
      <Setting label={label} hint={t('notifications.quietHint')} defaultText={t('off')}>
        <SwitchField checked={quietHours.enabled} onChange={(enabled) => set({ enabled })} />
      </Setting>
      {quietHours.enabled ? (
        <>
          <Setting
            label={`${t('notifications.from')} – ${t('notifications.to')}`}
            kind="group"
            error={badTime ? t('notifications.badTime') : undefined}
          >
            {(['from', 'to'] as const).map((end) => (
              <CommittedText
                key={end}
                label={t(`notifications.${end}`)}
                width="5.5rem"
                value={quietHours[end]}
                tidy={tidyClock}
                onCommit={(typed) => setClock(end, typed)}
              />
            ))}
          </Setting>
          <Setting label={t('notifications.days')} kind="group">
            <ToggleButtons
              label={t('notifications.days')}
              values={quietHours.days}
              choices={weekFrom(firstWeekday).map((day) => ({
                value: day,
                label: weekdayName(day, locale, 'short'),
                name: weekdayName(day, locale, 'long'),
              }))}
              onPress={(day) =>
                set({
                  days: [1, 2, 3, 4, 5, 6, 7].filter((one) =>
                    one === day ? !quietHours.days.includes(day) : quietHours.days.includes(one),
                  ),
                })
              }
            />
          </Setting>
          <Setting label={t('notifications.except')} defaultText={t('on')}>
            <SwitchField
              checked={quietHours.exceptSystemProblems}
              onChange={(exceptSystemProblems) => set({ exceptSystemProblems })}
            />
          </Setting>
        </>
      ) : null}
      <Setting label={t('notifications.test')} kind="group">
        <Button
          size="form"
          busy={send.isPending}
          onClick={() =>
            send.mutate(
              {},
              {
                onSuccess: ({ shown, text }) => (shown ? toasts.done(text) : toasts.failed(text)),
                onError: (error) => toasts.failed(error.message),
              },
            )
          }
        >
          {t('notifications.sendTest')}
        </Button>
      </Setting>
    </>
  );
};
