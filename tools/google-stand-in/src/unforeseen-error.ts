import { GoogleError } from './google-error.ts';

/** A request that the stand-in does not know: it is refused, and the rehearsal reports it. */
export class UnforeseenError extends GoogleError {
  constructor(what: string) {
    super('UNIMPLEMENTED', `the stand-in does not know ${what}`);
  }
}
