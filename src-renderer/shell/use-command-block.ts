import { useTranslation } from 'react-i18next';
import { useLinkState } from '../client/client-context';
import { useStatus } from './use-status';

/** Why commands cannot be carried out now, in words; null = they can. For `blocked` of buttons and fields. */
export const useCommandBlock = (): string | null => {
  const { t } = useTranslation('shell');
  const link = useLinkState();
  const status = useStatus();
  if (link.kind === 'lost') return t('heart.offline');
  return status?.database.state === 'lost' ? t('heart.lost') : null;
};
