import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { useStatus } from '../../shell/use-status';
import { durationWords, spanWords } from '../../time/duration-words';
import classes from './status-strip.module.css';

/** A difference of clocks worth a word. */
const skewMs = 2_000;

/** One quiet line: polling, database, NexusAI, slots. The heart in the navigation has the short form. */
export const StatusStrip = (): ReactNode => {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const status = useStatus();
  const hasConnections = useSettings().connections.length > 0;
  const connections = useCall('connections', 'list', {}, { enabled: hasConnections });
  if (status === undefined) return <div className={classes['strip']} aria-hidden="true" />;
  const { database } = status;
  const busy = status.running.filter(({ waiting }) => !waiting).length;
  const where = t(database.kind === 'embedded' ? 'strip.embedded' : 'strip.external');
  const down =
    connections.data?.connections.some((connection) => connection.state === 'unreachable') ?? false;
  const parts = [
    t('strip.poll', { interval: spanWords(status.pollIntervalMs, locale) }),
    database.latencyMs === null
      ? where
      : t('strip.latency', { what: where, latency: durationWords(Math.max(1, database.latencyMs), locale) }),
    ...(hasConnections && connections.isSuccess ? [t(down ? 'strip.nexusaiDown' : 'strip.nexusaiUp')] : []),
    t('strip.slots', { free: Math.max(0, status.slots - busy), slots: status.slots }),
    ...(status.queued > 0 ? [t('strip.queued', { count: status.queued })] : []),
    ...(database.skewMs !== null && Math.abs(database.skewMs) >= skewMs
      ? [t('strip.skew', { span: durationWords(Math.abs(database.skewMs), locale) })]
      : []),
  ];
  return (
    <ul className={classes['strip']} aria-label={t('strip.label')}>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
};
