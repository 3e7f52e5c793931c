import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SNAPSHOT_FILES } from '../snapshot-plan.ts';
import { digestOfFile } from '../../store/digest.ts';
import type { ModelDirectory } from '../../store/model-directory.ts';

const TIMEOUT_MS = 300_000;

/** Fields of a system error, other than its message. */
export interface Refused {
  code: string;
  syscall: string;
  path?: string;
}

/** Report of the process that takes the snapshot: empty, or why it could not. */
export interface SnapshotReport {
  why?: string;
  /** The call that the system refused, if it did. Then the model must not be kept as one without a snapshot. */
  refused?: Refused;
}

/** Digests of the files that were written, `sha256-<hex>`, or why none were. */
export type TakenSnapshot =
  | { hasSnapshot: true; files: Record<string, string> }
  | { hasSnapshot: false; why: string };

/**
 * Takes a snapshot of a model in a process of its own: runs the model on its engine, and writes into `snapshot/` of the
 * model's folder the work that a prediction still needs after that. A model that can have no snapshot is served as it is.
 *
 * @throws {Error} the system's error if the snapshot cannot be written: the disk is full, for example.
 */
export async function takeSnapshot({ path, model, version }: ModelDirectory): Promise<TakenSnapshot> {
  const script = join(import.meta.dirname, 'snapshot-process.ts');
  const running = promisify(execFile)(process.execPath, [script, path, model, String(version)], {
    timeout: TIMEOUT_MS,
  });
  const end = () => void running.child.kill();
  process.once('exit', end);
  const { why, refused } = await running
    .then(
      ({ stdout }): SnapshotReport => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
      (error: unknown): SnapshotReport => ({ why: whyFailed(error) }),
    )
    .finally(() => process.off('exit', end));
  if (refused) throw Object.assign(new Error(why), refused);
  if (why !== undefined) return { hasSnapshot: false, why };

  const folder = dirname(SNAPSHOT_FILES.plan);
  const written = (await readdir(join(path, folder))).toSorted().map((name) => `${folder}/${name}`);
  const digests = written.map(async (file) => [file, await digestOfFile(join(path, file))] as const);
  return { hasSnapshot: true, files: Object.fromEntries(await Promise.all(digests)) };
}

function whyFailed(error: unknown): string {
  const isLate = error instanceof Error && 'killed' in error && error.killed === true;
  return isLate
    ? `taking it took more than ${TIMEOUT_MS / 1000} s on this machine`
    : `the process that takes it failed: ${String(error)}`;
}
