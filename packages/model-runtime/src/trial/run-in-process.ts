import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ProcessMessage, ProcessResult } from './process-messages.ts';

/** The kind of failure of a process: it took too long, no sample ran, or something else. */
type FailureKind = 'late' | 'no-sample' | 'other';

/** A process ended without a result; the message says why. */
export class ProcessFailedError extends Error {
  override readonly name = 'ProcessFailedError';
  readonly kind: FailureKind;

  constructor(message: string, kind: FailureKind = 'other') {
    super(message);
    this.kind = kind;
  }
}

/**
 * Runs a script in a process of its own, which sends its steps and its result as messages. Its output is kept, not printed:
 * TensorFlow prints a lot.
 *
 * @throws {ProcessFailedError} with the reason that the process sent, or that it took too long.
 */
export async function runInProcess({
  script,
  args,
  input,
  timeoutMs,
  onStep = () => {},
}: {
  script: string;
  args: readonly string[];
  /** Sent to it as its first message. */
  input?: object;
  timeoutMs: number;
  onStep?: (step: string) => void;
}): Promise<ProcessResult> {
  const child = fork(script, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, timeoutMs);
  let step = 'starting';
  let result: Exclude<ProcessMessage, { step: string }> | undefined;
  child.on('message', (message: ProcessMessage) => {
    if ('step' in message) onStep((step = message.step));
    else result = message;
  });
  if (input) child.send(input);
  try {
    const [said] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'close')]);
    if (result && !('why' in result)) return result;
    if (result) throw new ProcessFailedError(result.why, result.noSample ? 'no-sample' : 'other');
    if (isLate) throw new ProcessFailedError(`it took longer than ${timeoutMs / 1000} s (${step})`, 'late');
    const ended = child.signalCode ? `by ${child.signalCode}` : `with ${child.exitCode}`;
    throw new ProcessFailedError(`its process ended ${ended} while ${step}${lastWords(said)}`);
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
  }
}

/** Lines of TensorFlow's log, written by itself or by its logging library. */
const LOG_LINE = /^(\d{4}-\d\d-\d\d [\d:.]+: [IWE] |[IWE]\d{4} |WARNING: All log messages before absl)/;

/** Returns the last line that is not from TensorFlow's log. */
function lastWords(said: string): string {
  const last = said
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '' && !LOG_LINE.test(line));
  return last === undefined ? '' : `: ${last}`;
}
