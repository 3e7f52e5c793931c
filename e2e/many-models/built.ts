import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';

/** A function that was built for some models, and the deployment's parameters. */
export interface Built {
  directory: string;
  env: NodeJS.ProcessEnv;
  /** Output of the build. */
  printed: string;
}

/**
 * Builds `predict` with the models of a folder, as `npm run build` does with those of the repository.
 *
 * @param modelsMiB the memory that models may hold together.
 * @param output the folder to build; the settings are written beside it.
 */
export async function build(models: string, output: string, modelsMiB: number): Promise<Built> {
  const usual = await readFile(join(REPOSITORY, 'apps/inference/config/.env'), 'utf8');
  const settings = usual.replace(/^PREDICT_MODELS_MIB=.*$/m, `PREDICT_MODELS_MIB=${modelsMiB}`);
  await writeFile(`${output}.env`, settings);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['build/main.ts', `--models=${models}`, `--output=${output}`, `--settings=${output}.env`],
    {
      cwd: join(REPOSITORY, 'apps/inference'),
      env: {
        ...process.env,
        PATH: [join(REPOSITORY, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      },
    },
  );
  return { directory: output, env: parseEnv(settings), printed: stdout };
}
