import { debuglog } from 'node:util';
import { LitertError } from './litert-error.ts';

/** `NODE_DEBUG=litert` shows what the library logs. */
const debug = debuglog('litert');

/** What one instance of the library logs. It is not printed, but the errors in it are part of what went wrong. */
export interface LitertLog {
  readonly write: (line: string) => void;
  /**
   * Calls the library. What it throws names a line of its source; the reason is in its log.
   *
   * @throws {LitertError} with both.
   */
  explain<Result>(call: () => Result): Result;
  /**
   * Runs a model. A run that fails *returns*, with tensors of whatever was in memory, and only the log says so.
   *
   * @throws {LitertError} where it threw or logged an error; what it returned all the same is discarded.
   */
  check<Result>(run: () => Result, discard: (result: Result) => void): Result;
}

export function createLitertLog(): LitertLog {
  let errors: string[] = [];

  function explain<Result>(call: () => Result): Result {
    errors = [];
    try {
      return call();
    } catch (cause) {
      if (cause instanceof LitertError) throw cause;
      const thrown = cause instanceof Error ? cause.message : String(cause);
      throw new LitertError([...errors, thrown].join('; '), { cause });
    }
  }

  return {
    write(line) {
      debug('%s', line);
      if (line.startsWith('ERROR: ')) errors.push(line.slice('ERROR: '.length));
    },

    explain,

    check(run, discard) {
      const result = explain(run);
      if (errors.length === 0) return result;
      discard(result);
      throw new LitertError(errors.join('; '));
    },
  };
}
