import { createHistogram } from 'node:perf_hooks';

/** Latency percentiles, in milliseconds. */
export interface LatencySummary {
  p50: number;
  p95: number;
  p99: number;
}

/** Three digits: an error of at most a thousandth, in a few hundred kilobytes for any number of calls. */
const FIGURES = 3;

const MICROSECONDS = 1000;

export interface Latencies {
  add(milliseconds: number): void;
  summary(): LatencySummary;
}

/** Collects latencies in Node.js' own HDR histogram. */
export function createLatencies(): Latencies {
  const histogram = createHistogram({ lowest: 1, highest: Number.MAX_SAFE_INTEGER, figures: FIGURES });
  const percentile = (percent: number) => histogram.percentile(percent) / MICROSECONDS;
  return {
    // The histogram counts whole numbers from 1 on.
    add: (milliseconds) => histogram.record(Math.max(1, Math.round(milliseconds * MICROSECONDS))),
    summary: () => ({ p50: percentile(50), p95: percentile(95), p99: percentile(99) }),
  };
}
