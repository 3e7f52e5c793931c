import type { CallOptions, ModelRuntime } from '@pilotlight/model-runtime';
import {
  type DescribeResponse,
  encodePrediction,
  type ParsedRequest,
  type PredictResponse,
  type Timing,
  type WarmResponse,
} from '@pilotlight/protocol';
import type { ModelAccess } from './model-access.ts';
import type { Arrival, Instance } from './instance.ts';

/** Answers a request. All operations use the same runtime, so a warm-up warms what a prediction uses. */
export async function answer(
  request: ParsedRequest,
  {
    runtime,
    instance,
    arrival,
    options,
    access,
  }: {
    runtime: ModelRuntime;
    instance: Instance;
    arrival: Arrival;
    options: CallOptions;
    /** Undefined if everybody may call every model. */
    access: ModelAccess | undefined;
  },
): Promise<PredictResponse | WarmResponse | DescribeResponse> {
  const timing = (parts: Pick<Timing, 'loadMs' | 'queueMs' | 'inferenceMs'>): Timing => ({
    loadMs: parts.loadMs,
    queueMs: parts.queueMs,
    inferenceMs: parts.inferenceMs,
    cold: arrival.isCold,
    instanceId: instance.id,
  });

  switch (request.op) {
    case 'describe':
      return runtime.describe(request, { ...request, isVisible: access });
    case 'warm': {
      const warmed = await runtime.warm(request, options);
      instance.isCold = false;
      const times = {
        loadMs: sum(warmed.map(({ loadMs }) => loadMs)),
        queueMs: sum(warmed.map(({ queueMs }) => queueMs)),
        inferenceMs: sum(warmed.map(({ inferenceMs }) => inferenceMs)),
      };
      if (options.record) Object.assign(options.record, times);
      return {
        models: warmed.map(({ model, version, loadMs }) => ({ model, version, loadMs })),
        timing: timing(times),
        instance: { ageMs: arrival.ageMs, idleMs: arrival.idleMs },
      };
    }
    case 'predict': {
      const prediction = await runtime.predict(request, options);
      instance.isCold = false;
      const { model, version, label } = prediction;
      return {
        ...encodePrediction(request, prediction),
        model,
        version,
        ...(label === undefined ? {} : { label }),
        timing: timing(prediction),
      };
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
