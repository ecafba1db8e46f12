/**
 * A zone in which it is this hour of the day now. So a test meets just past midnight and just before it at any time it
 * runs: "5 hours ago" is yesterday in the one and today in the other.
 * @param hour 0 to 23
 */
export const zoneAtHour = (hour: number, now = new Date()): string => {
  const ahead = (hour - now.getUTCHours() + 24) % 24;
  const offset = ahead > 14 ? ahead - 24 : ahead;
  // The sign in these names is the other way round.
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
};

const asIf = process.env['NEXUS_TEST_HOUR'];

/** Where readers and the application are: UTC, or with `NEXUS_TEST_HOUR=0` where it is just past midnight. */
export const readerZone = asIf === undefined ? 'UTC' : zoneAtHour(Number(asIf));
