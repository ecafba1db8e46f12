import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useSettings } from '../../shell/use-settings';
import { useNow, useTime } from '../../time/use-time';
import { SegmentedField, SwitchField } from '../../ui/choice-field';
import { SelectField } from '../../ui/select-field';
import { CommittedText } from './committed-text';
import { Setting } from './setting';
import classes from './settings-page.module.css';
import { useSettingChange } from './use-setting-change';

const languages = ['system', 'en', 'zh-CN'] as const;
const closes = ['ask', 'keep_running', 'quit'] as const;
const zones = ['local', 'utc', 'task'] as const;
const weekdays = ['locale', 'monday', 'sunday'] as const;
const startPages = ['overview', 'tasks', 'runs'] as const;

/** What only a desktop window has: start, close button, tray. */
const DesktopRows = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { general } = useSettings();
  const change = useSettingChange('general');
  const info = useCall('app', 'info', {}).data;
  return (
    <>
      <Setting
        label={t('general.launchAtLogin')}
        hint={t('general.launchHint', { state: info?.loginItem ?? '' })}
        defaultText={t('off')}
      >
        <SwitchField
          checked={general.launchAtLogin}
          onChange={(on) => change('launchAtLogin', on, t('general.launchAtLogin'))}
        />
      </Setting>
      <Setting label={t('general.startHidden')} defaultText={t('off')}>
        <SwitchField
          checked={general.startHidden}
          onChange={(on) => change('startHidden', on, t('general.startHidden'))}
        />
      </Setting>
      <Setting
        label={t('general.closeButton')}
        hint={info?.trayHost === false ? t('general.noTray') : undefined}
        defaultText={t('general.close.ask')}
      >
        <SegmentedField
          value={general.closeButton}
          choices={closes.map((value) => ({ value, label: t(`general.close.${value}`) }))}
          onChange={(value) => change('closeButton', value, t('general.closeButton'))}
        />
      </Setting>
      <Setting label={t('general.showTrayIcon')} defaultText={t('on')}>
        <SwitchField
          checked={general.showTrayIcon}
          onChange={(on) => change('showTrayIcon', on, t('general.showTrayIcon'))}
        />
      </Setting>
      <Setting label={t('general.monochromeIcon')} defaultText={t('on')}>
        <SwitchField
          checked={general.monochromeIcon}
          onChange={(on) => change('monochromeIcon', on, t('general.monochromeIcon'))}
        />
      </Setting>
    </>
  );
};

/** Language, start, close, tray, times. */
export const GeneralSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const { general } = useSettings();
  const change = useSettingChange('general');
  const info = useCall('app', 'info', {}).data;
  const time = useTime();
  const now = useNow();
  const desktop = info === undefined || info.shell === 'desktop';
  return (
    <>
      <Setting label={t('general.language')} defaultText={t('general.languages.system')}>
        <SelectField
          width="14rem"
          value={general.language}
          choices={languages.map((value) => ({ value, label: t(`general.languages.${value}`) }))}
          onChange={(value) => change('language', value, t('general.language'))}
        />
      </Setting>
      {desktop ? (
        <DesktopRows />
      ) : (
        <Setting label={t('general.desktop')} kind="group">
          <span className={classes['elsewhere']}>{t('general.desktopOnly')}</span>
        </Setting>
      )}
      <Setting
        label={t('general.displayZone')}
        hint={t('general.zonePreview', { time: time.moment(now, now), zone: time.timeZone })}
        defaultText={t('general.zones.local')}
      >
        <SelectField
          width="14rem"
          value={general.displayZone}
          choices={zones.map((value) => ({ value, label: t(`general.zones.${value}`) }))}
          onChange={(value) => change('displayZone', value, t('general.displayZone'))}
        />
      </Setting>
      <Setting label={t('general.firstWeekday')} defaultText={t('general.weekdays.locale')}>
        <SelectField
          width="14rem"
          value={general.firstWeekday}
          choices={weekdays.map((value) => ({ value, label: t(`general.weekdays.${value}`) }))}
          onChange={(value) => change('firstWeekday', value, t('general.firstWeekday'))}
        />
      </Setting>
      <Setting label={t('general.startPage')} defaultText={shell('pages.overview')}>
        <SelectField
          width="14rem"
          value={general.startPage}
          choices={startPages.map((value) => ({ value, label: shell(`pages.${value}`) }))}
          onChange={(value) => change('startPage', value, t('general.startPage'))}
        />
      </Setting>
      <Setting label={t('general.operator')} hint={t('general.operatorHint')}>
        <CommittedText
          value={general.operator}
          maxLength={64}
          onCommit={(value) => change('operator', value, t('general.operator'))}
        />
      </Setting>
    </>
  );
};
