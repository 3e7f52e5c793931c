import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelFile } from '@pilotlight/model-formats';
import { digestOfFile } from '@pilotlight/model-runtime/store';

/** Copies a model's files and gives the digest of each, `sha256-<hex>`, of what was written. */
export async function copyFiles({
  from,
  files,
  to,
}: {
  from: string;
  files: readonly ModelFile[];
  to: string;
}): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name } of files) {
    const target = join(to, name);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(from, name), target);
    digests[name] = await digestOfFile(target);
  }
  return digests;
}
