import { NativeSetupError } from './native-setup-error.ts';

/** A program that the build needs is missing on this machine. */
export class MissingToolError extends NativeSetupError {
  override readonly name = 'MissingToolError';
  readonly tool: string;

  constructor({ tool, fix, cause }: { tool: string; fix: string; cause: unknown }) {
    super(`\`${tool}\` does not run on this machine. ${fix}`, { cause });
    this.tool = tool;
  }
}
