import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './tab-panels.module.css';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly note?: string }[];
  readonly onChange: (value: Value) => void;
  /** On the page itself, not at the head of a card. */
  readonly bare?: boolean;
  /** Of the chosen tab. */
  readonly children: ReactNode;
}

/** Parts of a page of which one is shown; arrow keys go along the tabs. */
export const TabPanels = <Value extends string>(props: Props<Value>): ReactNode => (
  <Tabs
    value={props.value}
    onChange={(value) => {
      const chosen = props.tabs.find((tab) => tab.value === value);
      if (chosen !== undefined) props.onChange(chosen.value);
    }}
    keepMounted={false}
    data-bare={props.bare || undefined}
    className={classes['root'] ?? ''}
    classNames={{ list: classes['list'] ?? '', tab: classes['tab'] ?? '' }}
  >
    <Tabs.List aria-label={props.label}>
      {props.tabs.map((tab) => (
        <Tabs.Tab key={tab.value} value={tab.value}>
          {tab.label}
          {tab.note === undefined ? null : <span className={classes['note']}>{tab.note}</span>}
        </Tabs.Tab>
      ))}
    </Tabs.List>
    {props.tabs.map((tab) => (
      <Tabs.Panel key={tab.value} value={tab.value}>
        {tab.value === props.value ? props.children : null}
      </Tabs.Panel>
    ))}
  </Tabs>
);
