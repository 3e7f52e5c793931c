import type { KeepAlive } from '@pilotlight/keep-warm';
import type { WarmResponse } from '@pilotlight/protocol';
import type { LearnedRecord } from './memory/learned-record.ts';
import type { WarmUpReason } from './targets/warm-up-error.ts';

// The shape of what is logged. Log-based metrics and the dashboard in `monitoring/` are made of these fields, and
// what was learned is read back from them: whoever renames one, renames it there too (a test says so).

/** Marks the line of one target. */
export const TARGET_EVENT = 'warm-up target';

/** Marks the summary of a run. */
export const RUN_EVENT = 'warm-up run';

/** A target that answered. Times in milliseconds where they say so. */
export interface WarmedLine extends Partial<KeepAlive> {
  event: typeof TARGET_EVENT;
  target: string;
  /** How it was found. Either way it is warm now. */
  outcome: 'warm' | 'cold';
  cold: boolean;
  instanceId: string;
  ageMs: number;
  idleMs: number;
  loadMs: number;
  roundTripMs: number;
  attempts: number;
  /** Until the next ping. */
  intervalMinutes: number;
  models: WarmResponse['models'];
}

/** A target that was not warmed. */
export interface FailedLine {
  event: typeof TARGET_EVENT;
  target: string;
  outcome: 'failed';
  reason: WarmUpReason | 'UNFORESEEN';
  /** The field that Google's Error Reporting looks for; the causes are in it. */
  stack_trace: string;
}

/** A run that had something to do. */
export interface RunLine {
  event: typeof RUN_EVENT;
  /** How many targets there are, and how many of them it was time for. */
  targets: number;
  due: number;
  warm: number;
  cold: number;
  failed: number;
  tookMs: number;
  /** What the next process starts with. */
  learned?: LearnedRecord[];
}
