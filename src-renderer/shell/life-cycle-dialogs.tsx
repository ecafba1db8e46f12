import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../client/use-act';
import { useEvent } from '../client/use-event';
import { Button } from '../ui/button';
import { CheckField } from '../ui/choice-field';
import { Dialog } from '../ui/dialog';

/** The first close of the window, and quitting while runs are going. */
export const LifeCycleDialogs = (): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const [asked, setAsked] = useState<'close' | 'quit' | null>(null);
  const [running, setRunning] = useState(0);
  const [remember, setRemember] = useState(false);
  const answerClose = useAct('app', 'answerClose');
  const quit = useAct('app', 'quit');
  useEvent('close.asked', (event) => {
    setRunning(event.running);
    setAsked('close');
  });
  useEvent('quit.asked', (event) => {
    setRunning(event.running);
    setAsked('quit');
  });
  const dismiss = (): void => setAsked(null);
  const close = (choice: 'keep_running' | 'quit'): void => {
    dismiss();
    answerClose.mutate({ choice, remember });
  };
  const leave = (mode: 'wait' | 'stop'): void => {
    dismiss();
    quit.mutate({ mode });
  };
  return (
    <>
      <Dialog
        open={asked === 'close'}
        title={t('close.title')}
        onClose={dismiss}
        actions={
          <>
            <Button onClick={() => close('quit')}>{t('close.quit')}</Button>
            <Button look="primary" takesFocus onClick={() => close('keep_running')}>
              {t('close.keep')}
            </Button>
          </>
        }
      >
        <p>{t('close.text')}</p>
        <CheckField checked={remember} onChange={setRemember} text={t('close.remember')} />
      </Dialog>
      <Dialog
        open={asked === 'quit'}
        title={t('quit.title')}
        onClose={dismiss}
        actions={
          <>
            <Button onClick={dismiss}>{common('actions.cancel')}</Button>
            {running === 0 ? (
              <Button look="primary" takesFocus onClick={() => leave('stop')}>
                {t('quit.quit')}
              </Button>
            ) : (
              <>
                <Button onClick={() => leave('stop')}>{t('quit.stop')}</Button>
                <Button look="primary" takesFocus onClick={() => leave('wait')}>
                  {t('quit.wait', { count: running })}
                </Button>
              </>
            )}
          </>
        }
      >
        <p>{running === 0 ? t('quit.textNone') : t('quit.text', { count: running })}</p>
      </Dialog>
    </>
  );
};
