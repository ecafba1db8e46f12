import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../shell/use-settings';
import { SegmentedField } from '../../ui/choice-field';
import { NumberSetting } from './number-setting';
import { Setting } from './setting';
import { useSettingChange } from './use-setting-change';

const themes = ['system', 'light', 'dark', 'contrast'] as const;
const densities = ['comfortable', 'compact'] as const;
const motions = ['system', 'reduced'] as const;

/** Theme, density, text size, motion; all applied at once. */
export const AppearanceSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { appearance } = useSettings();
  const change = useSettingChange('appearance');
  return (
    <>
      <Setting label={t('appearance.theme')} defaultText={t('appearance.themes.system')}>
        <SegmentedField
          value={appearance.theme}
          choices={themes.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
          onChange={(value) => change('theme', value, t('appearance.theme'))}
        />
      </Setting>
      <Setting label={t('appearance.density')} defaultText={t('appearance.densities.comfortable')}>
        <SegmentedField
          value={appearance.density}
          choices={densities.map((value) => ({ value, label: t(`appearance.densities.${value}`) }))}
          onChange={(value) => change('density', value, t('appearance.density'))}
        />
      </Setting>
      <NumberSetting
        label={t('appearance.text')}
        defaultText="100 %"
        suffix=" %"
        value={appearance.textPercent}
        min={90}
        max={150}
        onCommit={(value) => change('textPercent', value, t('appearance.text'))}
      />
      <Setting label={t('appearance.motion')} defaultText={t('appearance.motions.system')}>
        <SegmentedField
          value={appearance.motion}
          choices={motions.map((value) => ({ value, label: t(`appearance.motions.${value}`) }))}
          onChange={(value) => change('motion', value, t('appearance.motion'))}
        />
      </Setting>
    </>
  );
};
