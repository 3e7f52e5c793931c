import { debuglog } from 'node:util';
import { LitertError } from './litert-error.ts';

/** `NODE_DEBUG=litert` shows the library's log. */
const debug = debuglog('litert');

/** The log of one instance of the library. It is not printed; its errors become part of the error message. */
export interface LitertLog {
  readonly write: (line: string) => void;
  /**
   * Calls the library. Its exceptions name a line of its source; the reason is in its log.
   *
   * @throws {LitertError} with both.
   */
  explain<Result>(call: () => Result): Result;
  /**
   * Runs a model. A run that fails *returns*, with tensors of old memory, and only the log reports it.
   *
   * @throws {LitertError} if it threw or logged an error; its result is then discarded.
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
