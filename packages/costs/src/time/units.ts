export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A month, as the Firebase CLI counts it for its own estimates. */
export const MONTH_MS = 30 * DAY_MS;

export const HOURS_OF_WEEK = 7 * 24;
