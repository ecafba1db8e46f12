import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

/** Where `useToasts` shows its sentences. Those that came before it was there are shown when it is. */
export const ToastCorner = (): ReactNode => (
  <Notifications position="bottom-right" limit={3} transitionDuration={0} containerWidth="26rem" />
);
