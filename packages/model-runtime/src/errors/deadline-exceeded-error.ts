import { PilotlightError } from '@pilotlight/protocol';

/** A call was not answered within the time that a call may take. */
export class DeadlineExceededError extends PilotlightError {
  constructor() {
    super(
      'DEADLINE_EXCEEDED',
      'the call ran out of time, so the rest was not run; send fewer rows, or try again later',
    );
  }
}
