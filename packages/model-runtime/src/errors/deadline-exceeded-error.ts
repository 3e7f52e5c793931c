import { PilotlightError } from '@pilotlight/protocol';

/** A call that was not answered within the time that a call may take. */
export class DeadlineExceededError extends PilotlightError {
  constructor() {
    super(
      'DEADLINE_EXCEEDED',
      'the time that a call may take ran out, so the rest was left undone; send fewer rows, or try again later',
    );
  }
}
