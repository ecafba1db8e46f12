import type { ReactNode } from 'react';
import { ConnectionBanner } from './connection-banner';
import { GoneCard } from './gone-card';
import { NexusaiBanner } from './nexusai-banner';
import { PausedBanner } from './paused-banner';
import { WokeBanner } from './woke-banner';

/** What the reader has to know on every page: four kinds of connection loss, and a pause. Each has its own words. */
export const Banners = (): ReactNode => (
  <>
    <ConnectionBanner />
    <NexusaiBanner />
    <WokeBanner />
    <PausedBanner />
    <GoneCard />
  </>
);
