import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../src-main/contract/primitives';
import { Button } from './button';
import { PlainTable } from './plain-table';
import classes from './json-panel.module.css';

interface Props {
  readonly value: Json | null;
  readonly label: string;
  /** Said where there is nothing. */
  readonly none: string;
  /** Shows an object as names and values first. */
  readonly table?: boolean;
}

const text = (value: Json): string =>
  typeof value === 'string' ? value : value === null ? '–' : JSON.stringify(value, null, 2);

/** A value as it was stored: names and values, or JSON to copy. */
export const JsonPanel = ({ value, label, none, table = false }: Props): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const [asTable, setAsTable] = useState(table);
  const [copied, setCopied] = useState(false);
  if (value === null || (isObject && table && Object.keys(value).length === 0))
    return <p className={classes['none']}>{none}</p>;
  const json = JSON.stringify(value, null, 2);
  return (
    <>
      <div className={classes['jsonBar']}>
        {isObject && table ? (
          <Button size="row" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'json.asJson' : 'json.asTable')}
          </Button>
        ) : null}
        <Button
          size="row"
          onClick={() => {
            void navigator.clipboard.writeText(json).then(() => setCopied(true));
          }}
        >
          {copied ? common('actions.copied') : t('json.copy')}
        </Button>
      </div>
      {isObject && table && asTable ? (
        <PlainTable
          label={label}
          head={[t('json.key'), t('json.value')]}
          rows={Object.entries(value).map(([key, one]) => ({
            key,
            cells: [
              key,
              <span key="value" className={classes['cell']} data-json={typeof one === 'object' || undefined}>
                {text(one)}
              </span>,
            ],
          }))}
        />
      ) : (
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes['json']} tabIndex={0} aria-label={label}>
          {json}
        </pre>
      )}
    </>
  );
};
