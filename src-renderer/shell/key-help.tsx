import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { KeyCaps } from '../ui/key-caps';
import classes from './key-help.module.css';
import { modKey } from './mod-key';
import { useSettings } from './use-settings';

const keyList = [
  { name: 'palette', keys: [[modKey, 'K']] },
  { name: 'search', keys: [['/']] },
  { name: 'newTask', keys: [[modKey, 'N']] },
  { name: 'settings', keys: [[modKey, ',']] },
  { name: 'goOverview', keys: [['G'], ['O']], inTurn: true },
  { name: 'goTasks', keys: [['G'], ['T']], inTurn: true },
  { name: 'goRuns', keys: [['G'], ['R']], inTurn: true },
  { name: 'rows', keys: [['J'], ['K']] },
  { name: 'select', keys: [['Space']] },
  { name: 'open', keys: [['Enter']] },
  { name: 'runNow', keys: [['R']] },
  { name: 'pause', keys: [['P']] },
  { name: 'edit', keys: [['E']] },
  { name: 'save', keys: [[modKey, 'S']] },
  { name: 'close', keys: [['Esc']] },
  { name: 'help', keys: [['?']] },
] as const;

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The list of keys, opened with `?`. */
export const KeyHelp = ({ open, onClose }: Props): ReactNode => {
  const { t } = useTranslation('shell');
  const { singleKeys } = useSettings().advanced;
  return (
    <Dialog open={open} title={t('keys.title')} onClose={onClose}>
      {singleKeys ? null : <p className={classes['off']}>{t('keys.off')}</p>}
      <dl className={classes['list']}>
        {keyList.map((entry) => (
          <div key={entry.name} className={classes['entry']}>
            <dt>{t(`keys.${entry.name}`)}</dt>
            <dd>
              {entry.keys.map((keys, index) => (
                <span key={keys.join('+')}>
                  {index === 0 ? null : (
                    <span className={classes['word']}>{t('inTurn' in entry ? 'keys.after' : 'keys.or')}</span>
                  )}
                  <KeyCaps keys={keys} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
