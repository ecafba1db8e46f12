/** What a clock on the wall and the calendar beside it show. */
export interface WallReading {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
}

/** The operator's own clock: for what is said on the desk and for desk matters such as quiet hours, never for schedules. */
export interface WallClock {
  read(at: Date): WallReading;
  /** The instant of a time of day, `days` days after the day of `at`; a time the clock skips comes out later. */
  onDay(at: Date, days: number, hour: number, minute: number): Date;
}

/** This system's clock in its own zone. */
export const systemWallClock: WallClock = {
  read: (at) => ({
    year: at.getFullYear(),
    month: at.getMonth() + 1,
    day: at.getDate(),
    hour: at.getHours(),
    minute: at.getMinutes(),
    second: at.getSeconds(),
    weekday: at.getDay() === 0 ? 7 : at.getDay(),
  }),
  onDay: (at, days, hour, minute) =>
    new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, hour, minute),
};
