import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FROZEN_FILES } from '../frozen/frozen-plan.ts';
import type { ModelDirectory } from '../model-directory.ts';

const TIMEOUT_MS = 300_000;

/** What the process says that freezes: nothing, or why it could not. */
export interface FreezeReport {
  why?: string;
}

/** The digests of the files that were written, `sha256-<hex>`, or why none were. */
export type Freezing = { isFrozen: true; files: Record<string, string> } | { isFrozen: false; why: string };

/**
 * Freezes a model, in a process of its own: runs it on its ordinary engine, and writes what is left to do of a
 * prediction after that into `frozen/` of the model's folder. A model that cannot be frozen is served as it is.
 */
export async function freezeModel({ path, model, version }: ModelDirectory): Promise<Freezing> {
  await rm(join(path, dirname(FROZEN_FILES.plan)), { recursive: true, force: true });
  const script = join(import.meta.dirname, 'freeze-process.ts');
  const running = promisify(execFile)(process.execPath, [script, path, model, String(version)], {
    timeout: TIMEOUT_MS,
  });
  const end = () => void running.child.kill();
  process.once('exit', end);
  const { why } = await running
    .then(
      ({ stdout }): FreezeReport => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
      (error: unknown): FreezeReport => ({ why: `the process that freezes it failed: ${String(error)}` }),
    )
    .finally(() => process.off('exit', end));
  if (why !== undefined) return { isFrozen: false, why };

  const digests = Object.values(FROZEN_FILES).map(async (file) => {
    const hash = createHash('sha256').update(await readFile(join(path, file)));
    return [file, `sha256-${hash.digest('hex')}`] as const;
  });
  return { isFrozen: true, files: Object.fromEntries(await Promise.all(digests)) };
}
