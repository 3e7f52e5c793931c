/** Calls in a period of time, in order, and the period itself: it also covers the silence before and after them. */
export interface ArrivalBatch {
  /** Milliseconds since 1970; the period begins where the last batch ended. */
  from: number;
  until: number;
  times: readonly number[];
  /** The model of each call, if the trace names models. */
  models?: readonly string[];
}

/** The calls of users, batch by batch and in order, so that a month of them need not be in memory. */
export type Arrivals = AsyncIterable<ArrivalBatch> | Iterable<ArrivalBatch>;
