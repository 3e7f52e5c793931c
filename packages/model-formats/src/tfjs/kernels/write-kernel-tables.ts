import { writeFile } from 'node:fs/promises';
import { deriveKernelTables } from './derive-kernel-tables.ts';

/** For `npm run generate`, after an update of TensorFlow.js. */
await writeFile(
  new URL('kernel-tables.json', import.meta.url),
  `${JSON.stringify(await deriveKernelTables(), undefined, 2)}\n`,
);
