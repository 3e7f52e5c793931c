// A process that freezes one model, and prints as JSON that it did or why not. See freeze-model.ts.

import { freezeInProcess } from './freeze-in-process.ts';
import type { Freezing } from './freeze-model.ts';

const [path = '', model = '', version, output = ''] = process.argv.slice(2);
const done: Freezing = await freezeInProcess({ path, model, version: Number(version) }, output).then(
  () => ({ isFrozen: true }),
  (error: unknown) => ({ isFrozen: false, why: error instanceof Error ? error.message : String(error) }),
);
console.log(JSON.stringify(done));
