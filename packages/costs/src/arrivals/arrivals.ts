/** Calls of a stretch of time, in order, and what stretch that is: silence before and after them was seen too. */
export interface ArrivalBatch {
  /** Milliseconds since 1970; the stretch begins where the last batch ended. */
  from: number;
  until: number;
  times: readonly number[];
  /** Which model each call is for, where a trace says that. */
  models?: readonly string[];
}

/** The calls of users, batch by batch and in order, so that no month of them need be held in memory. */
export type Arrivals = AsyncIterable<ArrivalBatch> | Iterable<ArrivalBatch>;
