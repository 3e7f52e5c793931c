import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { CallOptions } from '../concurrency/call-options.ts';
import type { EventLoop } from '../concurrency/event-loop.ts';
import type { FairQueue } from '../concurrency/fair-queue.ts';
import type { Cut } from './cut.ts';
import { byteCount, rowCount, sliceRows } from './split-rows.ts';

/**
 * Runs a request's inputs, in parts if its rows may be cut. Each part waits for its turn behind all that came while the one
 * before ran, so a short request waits for only one part of a long one. Times are in milliseconds.
 *
 * @throws {CancelledError} @throws {DeadlineExceededError} if a part comes too late; the parts after it do not run either.
 */
export async function runParts({
  batches,
  cut,
  queue,
  loop,
  options,
  run,
}: {
  /** The rows, batch after batch: each is made when those before it have run. */
  batches: AsyncIterable<NamedTensors> | readonly NamedTensors[];
  /** Undefined for inputs that are not cut. */
  cut: Cut | undefined;
  queue: FairQueue;
  loop: EventLoop;
  options: CallOptions;
  run: (part: NamedTensors) => Promise<NamedTensors>;
}): Promise<{ answers: NamedTensors[]; queueMs: number; inferenceMs: number }> {
  let queueMs = 0;
  let inferenceMs = 0;
  const answers: NamedTensors[] = [];

  /** @returns the first row of the next part. */
  async function runFrom(inputs: NamedTensors, from: number, asked: number): Promise<number> {
    const begun = loop.now();
    queueMs += begun - asked;
    const rows = rowCount(inputs);
    const to = cut ? Math.min(rows, from + rowsAtOnce(cut, inputs)) : rows;
    answers.push(await run(cut ? sliceRows(inputs, from, to) : inputs));
    const ms = loop.now() - begun;
    inferenceMs += ms;
    cut?.pace.measured({ rows: to - from, ms });
    return to;
  }

  for await (const inputs of batches) {
    const rows = rowCount(inputs);
    for (let from = 0; from < rows || answers.length === 0;) {
      // Everything that arrived meanwhile is read first, and runs first.
      if (answers.length > 0) await loop.turn();
      const asked = loop.now();
      from = await queue(() => runFrom(inputs, from, asked), options);
    }
  }
  return { answers, queueMs, inferenceMs };
}

function rowsAtOnce({ unit, isFixed, maxBytes, pace }: Cut, inputs: NamedTensors): number {
  if (isFixed) return unit;
  const maxRows = (maxBytes * rowCount(inputs)) / byteCount(inputs);
  return Math.max(unit, Math.min(pace.rows(unit), unit * Math.floor(maxRows / unit)));
}
