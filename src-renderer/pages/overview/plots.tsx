import type { ReactNode } from 'react';
import { HeatmapCard } from './heatmap-card';
import { TimelineCard } from './timeline-card';

/** The plots of the Overview, in a chunk of their own. */
export const Plots = (): ReactNode => (
  <>
    <TimelineCard />
    <HeatmapCard />
  </>
);
