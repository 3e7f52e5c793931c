import { NativeSetupError } from './native-setup-error.ts';

/** A program failed, or ran longer than its limit. */
export class CommandFailedError extends NativeSetupError {
  override readonly name = 'CommandFailedError';
  /** The last lines of the program's output. */
  readonly output: string;

  constructor({ summary, output, cause }: { summary: string; output: string; cause: unknown }) {
    super(output === '' ? summary : `${summary}\n${output.replaceAll(/^/gm, '    ')}`, { cause });
    this.output = output;
  }
}
