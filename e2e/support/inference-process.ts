import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type FunctionProcess, REPOSITORY, startFunction } from '@pilotlight/local-platform';

const app = join(REPOSITORY, 'apps/inference');

/** `predict` in a process of its own, with the deployment's parameters and what `env` says otherwise. */
export async function startPredict(
  env: Record<string, string> = {},
): Promise<FunctionProcess & AsyncDisposable> {
  const parameters = parseEnv(await readFile(join(app, 'config/.env'), 'utf8'));
  const predict = await startFunction({
    directory: join(app, 'dist'),
    target: 'predict',
    env: { ...parameters, ...env },
  });
  return { ...predict, [Symbol.asyncDispose]: () => predict.stop() };
}
