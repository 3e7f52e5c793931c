// A process that takes a snapshot of one model and writes it into the model's folder. It prints a SnapshotReport as JSON.
// See take-snapshot.ts.

import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SNAPSHOT_FILES } from '../snapshot-plan.ts';
import { takeInProcess } from './take-in-process.ts';
import type { Refused, SnapshotReport } from './take-snapshot.ts';

const [path = '', model = '', version] = process.argv.slice(2);

const report = await takeInProcess({ path, model, version: Number(version) }).then(
  (): SnapshotReport => ({}),
  async (error: unknown): Promise<SnapshotReport> => {
    await rm(join(path, dirname(SNAPSHOT_FILES.plan)), { recursive: true, force: true }).catch(
      () => undefined,
    );
    return { why: error instanceof Error ? error.message : String(error), ...ofTheDisk(error) };
  },
);
console.log(JSON.stringify(report));

/** Returns what the system refused, if the error is the system's. */
function ofTheDisk(error: unknown): Pick<SnapshotReport, 'refused'> {
  if (!isRefused(error)) return {};
  const { code, syscall, path: where } = error;
  return { refused: { code, syscall, ...(where === undefined ? {} : { path: where }) } };
}

function isRefused(error: unknown): error is Error & Refused {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
