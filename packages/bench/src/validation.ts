import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { build } from 'esbuild';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { formatSummary, summarize } from '@pilotlight/statistics/summary';

const RUNS = 25;
const LIBRARIES = ['none', 'valibot', 'zod-mini', 'zod', 'typebox'];
const VALID = { op: 'predict', model: 'digits', instances: [[1]] };

const { json = false } = new Command('npm run bench:validation --')
  .description(
    'Measures the cost of validation libraries for the request of `predict`: bytes in the page, and milliseconds of a cold ' +
      'start (loading the bundle and checking one request, in a fresh process that does nothing else).',
  )
  .option('--json', 'print JSON instead of a table')
  .parse()
  .opts<{ json?: boolean }>();

await withTemporaryFolder('validation', async (folder) => {
  const timed = new Map<string, number[]>(LIBRARIES.map((name) => [name, []]));
  const gzipped = new Map<string, number>();
  for (const name of LIBRARIES) gzipped.set(name, await bundle(name, folder));
  for (let run = 0; run <= RUNS; run++) {
    for (const name of LIBRARIES) {
      const milliseconds = await loadAndCheck(join(folder, `${name}.cjs`));
      if (run > 0) timed.get(name)?.push(milliseconds);
    }
  }
  const rows = LIBRARIES.map((name) => ({
    name,
    gzipBytes: gzipped.get(name),
    coldMs: summarize(timed.get(name) ?? []),
  }));
  if (json) console.log(JSON.stringify({ node: process.version, runs: RUNS, libraries: rows }, undefined, 2));
  else {
    console.log('| library | in the page, bytes gzipped | load and first check, ms |');
    console.log('|---|---|---|');
    for (const { name, gzipBytes, coldMs } of rows) {
      console.log(`| ${name} | ${gzipBytes} | ${formatSummary(coldMs, 1)} |`);
    }
  }
});

/** Bundles one library for Node.js, and returns its bytes in a page. */
async function bundle(name: string, folder: string): Promise<number> {
  const common = {
    entryPoints: [join(import.meta.dirname, '../../../bench/contenders/validation', `${name}.ts`)],
    bundle: true,
    minify: true,
  };
  await build({ ...common, platform: 'node', format: 'cjs', outfile: join(folder, `${name}.cjs`) });
  await build({ ...common, platform: 'browser', format: 'esm', outfile: join(folder, `${name}.page.js`) });
  return gzipSync(await readFile(join(folder, `${name}.page.js`))).length;
}

async function loadAndCheck(file: string): Promise<number> {
  const script = `const begun = performance.now();
    require(${JSON.stringify(file)}).parse(${JSON.stringify(VALID)});
    console.log(performance.now() - begun);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script]);
  return Number(stdout);
}
