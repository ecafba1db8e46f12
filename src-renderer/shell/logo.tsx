import type { ReactNode } from 'react';

/** The mark of the product: a clock on the accent. */
export const Logo = (): ReactNode => (
  <svg viewBox="0 0 24 24" width="1.5rem" height="1.5rem" aria-hidden="true">
    <rect width="24" height="24" rx="6" fill="var(--nx-accent-fill)" />
    <g fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="12" cy="12" r="6.5" />
      <path d="M12 8.5V12l2.2 1.4" />
    </g>
  </svg>
);
