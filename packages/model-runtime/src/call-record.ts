import type { EngineName } from '@pilotlight/protocol';

/** Facts about a call. They are recorded while it is answered, so that a failed call has them too. */
export interface CallRecord {
  model?: string;
  version?: number;
  /** The label that led to the version, if any. */
  label?: string | undefined;
  engine?: EngineName;
  rows?: number;
  /** True if a snapshot answered all of it; undefined if nothing ran. */
  snapshot?: boolean;
  /** Milliseconds. */
  loadMs?: number;
  queueMs?: number;
  inferenceMs?: number;
}
