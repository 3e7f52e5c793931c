import { formatDuration } from '../duration.ts';

/** Size and margins of a chart that shows money to the right and waiting upwards. */
export const FRAME = {
  width: 720,
  height: 360,
  marginLeft: 70,
  marginRight: 30,
  marginBottom: 45,
  // Points that cost nothing are beside the axis, not on it.
  insetLeft: 14,
} as const;

/** Returns the logarithmic axis of waits. @param waits all waits in the chart, in milliseconds. */
export function waitingAxis(waits: readonly number[]): object {
  return {
    type: 'log',
    label: '↑ 95 of 100 calls answered within',
    domain: [Math.min(...waits) / 2, Math.max(...waits) * 2],
    ticks: 5,
    tickFormat: formatDuration,
    grid: true,
  };
}
