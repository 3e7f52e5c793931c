import type { Timing } from '@pilotlight/client';

/** Fields of any answer. */
export interface Answered {
  model: string;
  version: number;
  timing: Timing;
  /** Milliseconds from the request to the answer, measured in the browser. */
  roundTripMs: number;
}
