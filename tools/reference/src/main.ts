import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { PAGES, REFERENCE } from './pages.ts';

new Command('npm run docs:reference')
  .description('Writes docs/reference from the code: the command line, parameters, errors and bounds.')
  .addHelpText('after', '\nExample:\n  $ npm run docs:reference && git diff docs/reference')
  .parse();

await mkdir(REFERENCE, { recursive: true });
for (const [file, make] of Object.entries(PAGES)) {
  await writeFile(join(REFERENCE, file), await make());
  console.error(`docs/reference/${file}`);
}
