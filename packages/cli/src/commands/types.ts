import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { CommandError } from '@pilotlight/command-line/command-error';
import { makeFolder } from '@pilotlight/command-line/make-folder';
import { writeWhole } from '@pilotlight/command-line/write-whole';
import { modelsOption } from '../models/models-option.ts';

const REPOSITORY = join(import.meta.dirname, '../../../..');

interface Options {
  out?: string;
  openapi?: string;
  models: string;
}

export function typesCommand(): Command {
  return new Command('types')
    .description('writes the types of the served models for an app: their rows, answers and labels')
    .option('--out <file>', 'TypeScript, for @pilotlight/client')
    .option('--openapi <file>', 'an OpenAPI document of the callable')
    .addOption(modelsOption())
    .addHelpText(
      'after',
      `
Without --out and --openapi it prints the TypeScript. \`npm run build\` writes dist/models.d.ts and dist/openapi.json.

Examples:
  $ pilotlight types --out ../shop/src/models.d.ts
  $ pilotlight types --openapi openapi.json`,
    )
    .action(types);
}

async function types({ out, openapi, models }: Options): Promise<void> {
  const { readServedTypes } = await import('../types/served-types.ts');
  const { writeDeclarations } = await import('../types/write-declarations.ts');
  const { writeOpenApi } = await import('../types/write-openapi.ts');
  const { readFunctionNames } = await import('../adopt/name-functions.ts');
  const served = await readServedTypes(models);
  if (served.length === 0)
    throw new CommandError(`nothing is served from ${models}: add a model with pilotlight add`);
  const declarations = writeDeclarations(served);
  if (out !== undefined) await writeFile(out, declarations);
  if (openapi !== undefined)
    await writeFile(openapi, writeOpenApi(served, (await readFunctionNames(REPOSITORY)).predict));
  if (out === undefined && openapi === undefined) console.log(declarations.trimEnd());
}

/** Writes a file only if its text changes, so that watchers have nothing to do. */
async function writeFile(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
  await makeFolder(dirname(file));
  await writeWhole(file, text);
}
