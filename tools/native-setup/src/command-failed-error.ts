import { NativeSetupError } from './native-setup-error.ts';

/** A program was started and failed, or took longer than it may. */
export class CommandFailedError extends NativeSetupError {
  override readonly name = 'CommandFailedError';
  /** The last lines that the program wrote. */
  readonly output: string;

  constructor({ summary, output, cause }: { summary: string; output: string; cause: unknown }) {
    super(output === '' ? summary : `${summary}\n${output.replaceAll(/^/gm, '    ')}`, { cause });
    this.output = output;
  }
}
