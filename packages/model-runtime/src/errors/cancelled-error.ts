import { PilotlightError } from '@pilotlight/protocol';

/** The caller went before the call was answered. */
export class CancelledError extends PilotlightError {
  constructor() {
    super('CANCELLED', 'the caller has gone, so the rest was not run');
  }
}
