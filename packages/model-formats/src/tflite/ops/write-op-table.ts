import { writeFile } from 'node:fs/promises';
import { deriveOpTable } from './derive-op-table.ts';

/** For `npm run generate`, after an update of LiteRT. */
await writeFile(
  new URL('op-table.json', import.meta.url),
  `${JSON.stringify(await deriveOpTable(), undefined, 2)}\n`,
);
