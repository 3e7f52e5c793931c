// A process that freezes one model into its folder, and prints as JSON why it could not, if so. See freeze-model.ts.

import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FROZEN_FILES } from '../frozen/frozen-plan.ts';
import { freezeInProcess } from './freeze-in-process.ts';
import type { FreezeReport } from './freeze-model.ts';

const [path = '', model = '', version] = process.argv.slice(2);

const report = await freezeInProcess({ path, model, version: Number(version) }).then(
  (): FreezeReport => ({}),
  async (error: unknown): Promise<FreezeReport> => {
    await rm(join(path, dirname(FROZEN_FILES.plan)), { recursive: true, force: true });
    return { why: error instanceof Error ? error.message : String(error) };
  },
);
console.log(JSON.stringify(report));
