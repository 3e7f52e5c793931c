import { GoogleError } from './google-error.ts';

/** Something was asked that the stand-in does not know: it is refused, and whoever runs a rehearsal is told. */
export class UnforeseenError extends GoogleError {
  constructor(what: string) {
    super('UNIMPLEMENTED', `the stand-in does not know ${what}`);
  }
}
