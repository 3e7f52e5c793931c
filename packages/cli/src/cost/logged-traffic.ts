import { type LoggedCall, readCallLog } from '@pilotlight/call-log/read';
import { CommandError } from '@pilotlight/command-line/command-error';
import { median } from '@pilotlight/statistics/median';
import { createRandom } from '@pilotlight/statistics/random';

/** With fewer calls of a kind, their time is not reliable. */
const LEAST_CALLS = 5;

/** A log of more than a year has an error in a clock. */
const MOST_MS = 366 * 24 * 60 * 60 * 1000;

/** Calls of users from a log. Times are in milliseconds. */
export interface LoggedTraffic {
  file: string;
  /** Arrival times of the calls, since 1970. Calls that a sample stands for are put between it and the one before. */
  times: number[];
  /** Time of a warm prediction, without its wait for others; undefined if there are too few. */
  serviceMs: number | undefined;
  warm: number;
  /** Time from the start of a process to the answer of its first call, if that was a prediction. */
  modelStartMs: number | undefined;
  starts: number;
}

/**
 * Reads calls and their times from an export of the log.
 *
 * @throws {CallLogError} @throws {CommandError} if it has no prediction, or they are more than a year apart.
 */
export async function readLoggedTraffic(file: string, seed: number): Promise<LoggedTraffic> {
  const arrived: { at: number; stands: number }[] = [];
  const [warmMs, startMs]: [number[], number[]] = [[], []];
  for await (const call of readCallLog(file)) {
    if (call.op !== 'predict') continue;
    const { time, totalMs, sampledPercent = 100 } = call;
    arrived.push({ at: time - totalMs, stands: Math.max(1, Math.round(100 / sampledPercent)) });
    collectTimes(call, warmMs, startMs);
  }
  arrived.sort((a, b) => a.at - b.at);
  const [first] = arrived;
  if (!first) throw new CommandError(`${file} has no prediction, only other calls`);
  if ((arrived.at(-1)?.at ?? first.at) - first.at > MOST_MS)
    throw new CommandError(
      `${file} has calls that are more than a year apart: correct the clock, or export less`,
    );
  return {
    file,
    times: spread(arrived, seed),
    serviceMs: typical(warmMs),
    warm: warmMs.length,
    modelStartMs: typical(startMs),
    starts: startMs.length,
  };
}

function collectTimes(
  { outcome, cold, queueMs = 0, startMs: started, totalMs }: LoggedCall,
  warmMs: number[],
  startMs: number[],
): void {
  if (outcome !== 'answered') return;
  if (!cold) warmMs.push(Math.max(0, totalMs - queueMs));
  else if (started !== undefined) startMs.push(started + totalMs);
}

function typical(times: readonly number[]): number | undefined {
  return times.length < LEAST_CALLS ? undefined : median(times);
}

/** Puts the calls that each line of a sample stands for at random times since the line before. */
function spread(arrived: readonly { at: number; stands: number }[], seed: number): number[] {
  const random = createRandom(seed);
  let before = arrived[0]?.at ?? 0;
  return arrived.flatMap(({ at, stands }) => {
    const others = Array.from({ length: stands - 1 }, () => random.between(before, at));
    before = at;
    return [...others, at];
  });
}
