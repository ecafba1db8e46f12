import type { ReactNode } from 'react';
import { useSentenceGap } from '../i18n/sentence-gap';
import { Note } from '../ui/note';
import classes from './banner.module.css';

interface Props {
  readonly tone: 'ok' | 'fail' | 'warn' | 'run';
  readonly title: string;
  readonly text?: string | undefined;
  readonly actions?: ReactNode;
}

/** One strip above the page: consequence first, then what is done about it, then the action. */
export const Banner = ({ tone, title, text, actions }: Props): ReactNode => {
  const gap = useSentenceGap();
  return (
    <div className={classes['banner']}>
      <Note tone={tone} role={tone === 'fail' ? 'alert' : 'status'} actions={actions}>
        <strong>{title}</strong>
        {text === undefined ? null : gap}
        {text}
      </Note>
    </div>
  );
};
