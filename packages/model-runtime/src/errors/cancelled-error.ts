import { PilotlightError } from '@pilotlight/protocol';

/** A call whose caller went before it was answered. */
export class CancelledError extends PilotlightError {
  constructor() {
    super('CANCELLED', 'the caller has gone, so the rest was left undone');
  }
}
