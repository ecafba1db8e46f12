import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runCountCap } from '../../src-main/contract/api';
import type { Run } from '../../src-main/contract/run';
import { useCommandBlock } from '../shell/use-command-block';
import { useSettings } from '../shell/use-settings';
import type { RowCommands as KeyCommands } from '../ui/use-table-keys';
import { VirtualTable } from '../ui/virtual-table';
import { columnDefinitions, columnWidth, endsRem, fittingColumns } from './run-columns';
import { RunListEnd } from './run-list-end';
import { mediansOf } from './run-medians';
import { RunRow } from './run-row';
import type { RowCommands } from './run-row-menu';
import classes from './runs-table.module.css';
import { useRowContext } from './use-row-context';
import type { RunList } from './use-run-list';

/** The next page is asked for when so many loaded rows are left below. */
const aheadRows = 30;

interface Props {
  readonly list: RunList;
  /** How many there are; undefined while unknown. */
  readonly total: number | undefined;
  readonly withTask: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly commands: RowCommands;
  readonly onChoose: (run: Run, chosen: boolean) => void;
  readonly onChooseLoaded: (chosen: boolean) => void;
  readonly onOpen: (run: Run) => void;
}

/** The ledger. New rows never push the one under the pointer; Enter opens, Space chooses, R runs again. */
export const RunsTable = (props: Props): ReactNode => {
  const { list, total, chosen, commands, onChoose, onChooseLoaded, onOpen, withTask } = props;
  const { t } = useTranslation('runs');
  const { singleKeys } = useSettings().advanced;
  const blocked = useCommandBlock();
  const context = useRowContext();
  const { rows, hasMore, loadingMore, more, moreFailed } = list;
  const medians = useMemo(() => mediansOf(rows), [rows]);
  const fit = useCallback((rem: number) => fittingColumns(rem, withTask), [withTask]);
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const onRows = useCallback(
    (_from: number, to: number) => {
      if (hasMore && !loadingMore && !moreFailed && to >= rows.length - aheadRows) more();
    },
    [hasMore, loadingMore, more, moreFailed, rows.length],
  );
  const commandsOf = (index: number): KeyCommands => {
    const run = rows[index];
    if (run === undefined) return {};
    return {
      ' ': () => onChoose(run, !chosen.has(run.id)),
      Enter: () => onOpen(run),
      ...(singleKeys ? { r: () => commands.runAgain(run) } : {}),
    };
  };
  const known = total === undefined || total >= runCountCap ? undefined : total;
  const news = list.newsOpen ? t('live.many', { count: list.news }) : t('live.news', { count: list.news });
  return (
    <VirtualTable
      className={classes['table']}
      label={known === undefined ? t('tableOpen') : t('table', { count: known })}
      total={known ?? null}
      count={rows.length}
      keyOf={keyOf}
      fit={fit}
      column={(name, shown) => ({
        heading: t(`columns.${name}`),
        width: columnWidth(name, shown),
        align: columnDefinitions[name].align,
      })}
      endsRem={endsRem}
      actionsLabel={t('columns.actions')}
      choice={{
        count: chosen.size,
        all: chosen.size > 0 && chosen.size === rows.length,
        onChange: onChooseLoaded,
      }}
      renderRow={(place) => {
        const run = rows[place.index];
        return run === undefined ? null : (
          <RunRow
            key={run.id}
            {...place}
            run={run}
            medianMs={medians.get(run.taskId) ?? null}
            chosen={chosen.has(run.id)}
            blocked={blocked}
            commands={commands}
            context={context}
            onChoose={onChoose}
          />
        );
      }}
      commandsOf={commandsOf}
      hold={list.hold}
      holdsAway
      news={list.news > 0 ? { text: t('live.show', { news }), toTop: true, onShow: list.showNews } : null}
      onRows={onRows}
      end={<RunListEnd hasMore={hasMore} failed={moreFailed} onRetry={more} />}
    />
  );
};
