/** What every error of this tool is: a sentence that says what happened and what to do about it. */
export class NativeSetupError extends Error {
  override readonly name: string = 'NativeSetupError';
}
