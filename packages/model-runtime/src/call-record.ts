import type { EngineName } from '@pilotlight/protocol';

/** What is known of a call, written down while it is answered, so that it is known of a call that fails too. */
export interface CallRecord {
  model?: string;
  version?: number;
  /** The label that led to the version, where one did. */
  label?: string | undefined;
  engine?: EngineName;
  rows?: number;
  /** Whether a snapshot answered all of it; undefined where nothing ran. */
  snapshot?: boolean;
  /** In milliseconds. */
  loadMs?: number;
  queueMs?: number;
  inferenceMs?: number;
}
