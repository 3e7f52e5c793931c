import { type FunctionProcess, readCodebase, startFunction } from '@pilotlight/local-platform';

/** Starts `predict` in its own process, with the deployment's parameters and the overrides in `env`. */
export async function startPredict(
  env: Record<string, string> = {},
): Promise<FunctionProcess & AsyncDisposable> {
  const inference = await readCodebase('inference');
  const predict = await startFunction({ ...inference, target: 'predict', env: { ...inference.env, ...env } });
  return { ...predict, [Symbol.asyncDispose]: () => predict.stop() };
}
