import { inspect } from 'node:util';
import { type IntervalBounds, isDue, keepAlive, learn, pingInterval } from '@pilotlight/keep-warm';
import { maskPassword, type WarmResponse } from '@pilotlight/protocol';
import * as logger from 'firebase-functions/logger';
import { toRecords } from './memory/learned-record.ts';
import { type FailedLine, RUN_EVENT, type RunLine, TARGET_EVENT, type WarmedLine } from './log-lines.ts';
import type { Memory } from './memory/memory.ts';
import { WarmUpError } from './targets/warm-up-error.ts';
import { warmTarget } from './targets/warm-target.ts';

export interface RunOptions {
  targets: readonly string[];
  bounds: IntervalBounds;
  memory: Memory;
  /** Calls a target once. */
  call: (target: string) => Promise<WarmResponse>;
}

/**
 * Pings the due targets, all at once, and learns from their answers. If none is due, it does nothing and logs nothing.
 *
 * @throws {AggregateError} after all targets, if one was not warmed: the scheduler then counts the run as failed, and
 * tries again.
 */
export async function run({ targets, bounds, memory, call }: RunOptions): Promise<void> {
  if (dueOf(targets, bounds, memory).length === 0) return;
  await memory.wake();
  const due = dueOf(targets, bounds, memory);
  if (due.length === 0) return;

  const begun = performance.now();
  const results = await Promise.allSettled(due.map((target) => warm(target, { bounds, memory, call })));
  const failures: unknown[] = [];
  for (const [n, result] of results.entries()) {
    if (result.status === 'fulfilled') continue;
    failures.push(result.reason);
    logFailure(due[n] ?? '', result.reason);
  }
  const found = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const line: RunLine = {
    event: RUN_EVENT,
    targets: targets.length,
    due: due.length,
    warm: found.filter((outcome) => outcome === 'warm').length,
    cold: found.filter((outcome) => outcome === 'cold').length,
    failed: failures.length,
    tookMs: performance.now() - begun,
    ...(memory.isAwake()
      ? { learned: toRecords(new Map(targets.map((target) => [maskPassword(target), memory.of(target)]))) }
      : {}),
  };
  logger.info(`${line.warm} warm, ${line.cold} cold, ${line.failed} failed of ${line.due} due targets`, line);
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${due.length} targets were not warmed`);
  }
}

function dueOf(targets: readonly string[], bounds: IntervalBounds, memory: Memory): string[] {
  const now = Date.now();
  return targets.filter((target) => {
    const learned = memory.of(target);
    return isDue(learned, now, pingInterval(learned.lifetimes, bounds));
  });
}

async function warm(
  target: string,
  { bounds, memory, call }: Omit<RunOptions, 'targets'>,
): Promise<WarmedLine['outcome']> {
  const { response, ping, attempts, roundTripMs } = await warmTarget(() => call(target));
  const learned = learn(memory.of(target), ping);
  memory.learn(target, learned);

  const outcome = ping.cold ? 'cold' : 'warm';
  const shown = maskPassword(target);
  const line: WarmedLine = {
    event: TARGET_EVENT,
    target: shown,
    outcome,
    cold: ping.cold,
    instanceId: ping.instanceId,
    ageMs: ping.ageMs,
    idleMs: ping.idleMs,
    loadMs: response.timing.loadMs,
    roundTripMs,
    attempts,
    intervalMinutes: pingInterval(learned.lifetimes, bounds),
    ...keepAlive(learned.lifetimes),
    models: response.models,
  };
  logger.info(`${shown} was ${outcome === 'cold' ? 'cold and is warm now' : 'warm'}`, line);
  return outcome;
}

function logFailure(target: string, error: unknown): void {
  const shown = maskPassword(target);
  const line: FailedLine = {
    event: TARGET_EVENT,
    target: shown,
    outcome: 'failed',
    reason: error instanceof WarmUpError ? error.reason : 'UNFORESEEN',
    stack_trace: inspect(error, { depth: 5 }),
  };
  const why = error instanceof WarmUpError ? error.message : 'for an unexpected reason';
  logger.write({ severity: 'ERROR', message: `${shown} was not warmed: ${why}`, ...line });
}
