import type { ReactNode } from 'react';
import { KeyHelp } from './key-help';
import { LifeCycleDialogs } from './life-cycle-dialogs';

interface Props {
  readonly help: boolean;
  readonly onHelpClosed: () => void;
}

/** The dialogs of every page: loaded together, after the first picture. */
export const ShellDialogs = ({ help, onHelpClosed }: Props): ReactNode => (
  <>
    <KeyHelp open={help} onClose={onHelpClosed} />
    <LifeCycleDialogs />
  </>
);
