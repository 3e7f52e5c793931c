import type { Timing } from '@pilotlight/client';

/** What is known of any answer, whatever the model said. */
export interface Answered {
  model: string;
  version: number;
  timing: Timing;
  /** Milliseconds from asking to being answered, as seen from here. */
  roundTripMs: number;
}
