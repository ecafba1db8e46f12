import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

/** How dark the page is behind what asks. */
export const overlay = { blur: 0, backgroundOpacity: 0.4 } as const;

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at the foot, the safest first. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}

/** A question that needs an answer before anything else; Esc closes it, focus returns to where it was. */
export const Dialog = ({ open, title, onClose, children, actions, wide = false }: Props): ReactNode => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={wide ? '50rem' : '30rem'}
      centered
      transitionProps={{ duration: 0 }}
      overlayProps={overlay}
      classNames={{ content: classes['content'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {children}
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </Modal>
  );
};
