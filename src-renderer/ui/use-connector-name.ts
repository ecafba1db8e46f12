import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const known = ['command', 'http', 'nexusai', 'sample'] as const;

/** How a workflow is started, in the reader's words; a kind this version does not know keeps its own name. */
export const useConnectorName = (): ((connector: string) => string) => {
  const { t } = useTranslation('states');
  return useCallback(
    (connector) => {
      const name = known.find((one) => one === connector);
      return name === undefined ? connector : t(`connector.${name}`);
    },
    [t],
  );
};
