import type { KeepAlive } from '@pilotlight/keep-warm';
import type { WarmResponse } from '@pilotlight/protocol';
import type { LearnedRecord } from './memory/learned-record.ts';
import type { WarmUpReason } from './targets/warm-up-error.ts';

// The fields of the log lines. Log-based metrics and the dashboard in `monitoring/` use them, and `recall` reads what was
// learned from them. Rename a field here and there together; a test checks that.

/** Marks the line of one target. */
export const TARGET_EVENT = 'warm-up target';

/** Marks the summary of a run. */
export const RUN_EVENT = 'warm-up run';

/** Line of a target that answered. Times ending in `Ms` are in milliseconds. */
export interface WarmedLine extends Partial<KeepAlive> {
  event: typeof TARGET_EVENT;
  target: string;
  /** The target's state before the call. In both cases it is warm now. */
  outcome: 'warm' | 'cold';
  cold: boolean;
  instanceId: string;
  ageMs: number;
  idleMs: number;
  loadMs: number;
  roundTripMs: number;
  attempts: number;
  /** Minutes until the next ping. */
  intervalMinutes: number;
  models: WarmResponse['models'];
}

/** Line of a target that was not warmed. */
export interface FailedLine {
  event: typeof TARGET_EVENT;
  target: string;
  outcome: 'failed';
  reason: WarmUpReason | 'UNFORESEEN';
  /** The error with its causes. Google's Error Reporting reads this field. */
  stack_trace: string;
}

/** Summary of a run with at least one due target. */
export interface RunLine {
  event: typeof RUN_EVENT;
  /** The number of targets, and the number of due ones. */
  targets: number;
  due: number;
  warm: number;
  cold: number;
  failed: number;
  tookMs: number;
  /** The records that the next process starts with. */
  learned?: LearnedRecord[];
}
