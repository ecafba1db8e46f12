import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../client/use-call';
import { useNow, useTime } from '../time/use-time';
import { ActionLink } from '../ui/action-link';
import { Banner } from './banner';
import { useSettings } from './use-settings';

/** A NexusAI server that tasks need does not answer. */
export const NexusaiBanner = (): ReactNode => {
  const { t } = useTranslation('shell');
  const time = useTime();
  const now = useNow();
  const enabled = useSettings().connections.length > 0;
  const { data } = useCall('connections', 'list', {}, { enabled, refetchMs: 60_000 });
  const down = data?.connections.find((connection) => connection.state === 'unreachable');
  if (down === undefined) return null;
  return (
    <Banner
      tone="warn"
      title={
        down.since === null
          ? t('banner.nexusaiTitleNoTime', { name: down.name })
          : t('banner.nexusaiTitle', { name: down.name, time: time.moment(new Date(down.since), now) })
      }
      text={t('banner.nexusaiText')}
      actions={
        <ActionLink look="button" size="row" to="/settings" search={{ section: 'connections' }}>
          {t('banner.connections')}
        </ActionLink>
      }
    />
  );
};
