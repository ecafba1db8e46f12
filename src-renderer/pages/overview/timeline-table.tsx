import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { PlotRun } from '../../../src-main/contract/api';
import { ActionLink } from '../../ui/action-link';
import { PlainTable } from '../../ui/plain-table';
import type { TimelineLane } from './timeline-lanes';

interface Props {
  readonly lanes: readonly TimelineLane[];
}

/** The timeline's twin: the same lanes, the same numbers. */
export const TimelineTable = ({ lanes }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: state } = useTranslation('states');
  const states = [
    ...new Set(lanes.flatMap((lane) => lane.marks.flatMap((mark) => mark.runs.map((run) => run.status)))),
  ];
  const count = (lane: TimelineLane, one: PlotRun['status']): number => lane.counts[one] ?? 0;
  return (
    <PlainTable
      label={t('timeline.title')}
      head={[t('timeline.task'), ...states.map((one) => state(`run.${one}`)), t('timeline.total')]}
      rows={lanes.map((lane) => ({
        key: lane.taskId,
        cells: [
          <ActionLink key="task" to="/tasks/$taskId" params={{ taskId: lane.taskId }}>
            {visibleText(lane.taskName)}
          </ActionLink>,
          ...states.map((one) => count(lane, one)),
          lane.total,
        ],
      }))}
    />
  );
};
