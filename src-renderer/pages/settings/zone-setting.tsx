import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { zoneChoices } from '../../time/zone-choices';
import { SearchSelectField } from '../../ui/search-select-field';
import { Setting } from './setting';

interface Props {
  /** Null = this machine's. */
  readonly value: string | null;
  readonly onCommit: (value: string | null) => void;
}

const own = 'local';

/** In which zone new tasks are written down. */
export const ZoneSetting = ({ value, onCommit }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const zones = useCall('workflows', 'zones', {}).data;
  const choices = useMemo(
    () => [{ value: own, label: t('general.zones.local') }, ...zoneChoices(zones?.zones ?? [], locale)],
    [locale, t, zones],
  );
  return (
    <Setting label={t('executor.timeZone')} defaultText={zones?.local ?? ''}>
      <SearchSelectField
        width="18rem"
        value={value ?? own}
        choices={choices}
        onChange={(zone) => onCommit(zone === own ? null : zone)}
      />
    </Setting>
  );
};
