import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { TextAreaField } from '../../ui/text-field';
import { readInputText } from './input-text';
import classes from './task-editor.module.css';

interface Props {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Inputs as JSON, read while they are typed; what does not fit is told with its line. */
export const JsonField = ({ value, onChange }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const box = useRef<HTMLDivElement>(null);
  const reading = readInputText(value);
  const lines = value.split('\n').length;
  const goTo = (offset: number): void => {
    const area = box.current?.querySelector('textarea');
    if (area === null || area === undefined) return;
    area.focus();
    area.setSelectionRange(offset, Math.min(value.length, offset + 1));
  };
  return (
    <div ref={box} className={classes['json']} data-answer="input">
      <TextAreaField
        label={t('input.json')}
        name="inputText"
        mono
        width="100%"
        rows={Math.min(20, Math.max(6, lines + 1))}
        value={value}
        invalid={!reading.ok}
        onChange={onChange}
      />
      <p className={classes['jsonState']} role="status" data-ok={reading.ok || undefined}>
        {reading.ok
          ? t(value.trim() === '{}' ? 'input.example' : 'input.valid')
          : t(`input.${reading.problem}`, {
              line: reading.line,
              column: reading.column,
              found: reading.found ?? '',
            })}
        {reading.ok ? null : (
          <Button size="row" look="quiet" onClick={() => goTo(reading.offset)}>
            {t('input.goTo', { line: reading.line })}
          </Button>
        )}
      </p>
    </div>
  );
};
