import { type FunctionProcess, readCodebase, startFunction } from '@pilotlight/local-platform';

/** `predict` in a process of its own, with the deployment's parameters and what `env` says otherwise. */
export async function startPredict(
  env: Record<string, string> = {},
): Promise<FunctionProcess & AsyncDisposable> {
  const inference = await readCodebase('inference');
  const predict = await startFunction({ ...inference, target: 'predict', env: { ...inference.env, ...env } });
  return { ...predict, [Symbol.asyncDispose]: () => predict.stop() };
}
