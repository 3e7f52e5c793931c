import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FROZEN_FILES } from '../frozen/frozen-plan.ts';
import type { ModelDirectory } from '../model-directory.ts';

const TIMEOUT_MS = 300_000;

export type Freezing = { isFrozen: true } | { isFrozen: false; why: string };

/**
 * Freezes a model, in a process of its own: runs it on its ordinary engine, and writes what is left to do of a
 * prediction after that into `frozen/` of the model's folder. A model that cannot be frozen is served as it is.
 *
 * @returns the digests of the files that it wrote, `sha256-<hex>`, or why it wrote none.
 */
export async function freezeModel(
  directory: ModelDirectory,
): Promise<{ files: Record<string, string> } | { why: string }> {
  const { path, model, version } = directory;
  const script = join(import.meta.dirname, 'freeze-process.ts');
  const freezing = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, path, model, String(version), path],
    { timeout: TIMEOUT_MS },
  ).then(
    ({ stdout }): Freezing => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''),
    (error: unknown): Freezing => ({ isFrozen: false, why: `freezing it failed: ${String(error)}` }),
  );
  if (!freezing.isFrozen) {
    await rm(join(path, dirname(FROZEN_FILES.plan)), { recursive: true, force: true });
    return { why: freezing.why };
  }
  const digests = Object.values(FROZEN_FILES).map(async (file) => {
    const content = await readFile(join(path, file));
    return [file, `sha256-${createHash('sha256').update(content).digest('hex')}`] as const;
  });
  return { files: Object.fromEntries(await Promise.all(digests)) };
}
