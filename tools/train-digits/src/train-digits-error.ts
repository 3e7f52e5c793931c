/** Base class of this tool's errors; each message says what happened and what to do about it. */
export class TrainDigitsError extends Error {
  override readonly name: string = 'TrainDigitsError';
}
