import { createPredictor, isPredictError, type PredictErrorReason, type Timing } from '@pilotlight/client';
import { initializeApp } from 'firebase/app';
import { getFunctions } from 'firebase/functions';

// An app without the types of its models: the request decides the type of the answer.
const predictor = createPredictor(getFunctions(initializeApp({})), { model: 'any-name', version: 3 });

export async function ask(file: Blob, signal: AbortSignal): Promise<Timing> {
  const { predictions, timing } = await predictor.predict(
    [file, Float32Array.of(1), { a: [[1]], b: 'text' }],
    { signal },
  );
  const { outputs } = await predictor.predictColumns({ a: [[1]] });
  const { top } = await predictor.top([file], 3);
  const label: string | undefined = top[0]?.[0]?.label;
  const [described] = await predictor.describe();
  console.log(predictions.length, outputs, label, described?.signatures['serving_default']?.inputs);
  // @ts-expect-error: an answer to `predict` has no columns.
  console.log((await predictor.predict([1])).outputs);
  // @ts-expect-error: a row cannot hold a function.
  await predictor.predict([() => 1]);
  return timing;
}

export function explain(error: unknown): string | undefined {
  if (isPredictError(error, 'MODEL_NOT_FOUND')) {
    const reason: 'MODEL_NOT_FOUND' = error.reason;
    return `${reason}: ${error.fix}`;
  }
  if (!isPredictError(error)) return undefined;
  const reason: PredictErrorReason = error.reason;
  return `${reason} at ${error.field ?? 'the whole'}`;
}
