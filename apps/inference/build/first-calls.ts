import type { StoredModel } from '@pilotlight/model-runtime/store';
import { hasSnapshot } from '@pilotlight/model-runtime/snapshot';
import { sampleRequest } from '@pilotlight/model-runtime/request';

type Model = Pick<StoredModel, 'directory' | 'manifest'>;

/** The most models to call, unless there are more kinds. Many run the same code, and each call takes time. */
const MAX_ASKED = 32;

/**
 * Returns the requests of a deployment's first callers: a warm-up, and a prediction of each model on its sample. Of many
 * models, it takes one of each kind, and others up to a limit. A model that gives NaN for its sample is warmed instead,
 * because a caller would get an error.
 *
 * @param unasked models that cannot run on this machine; with any, the warm-up is left out too, because it runs all.
 */
export function firstCalls(models: readonly Model[], unasked: readonly Model[] = []): object[] {
  const kinds = new Map<string, Model>();
  const others: Model[] = [];
  for (const model of models) {
    if (unasked.includes(model)) continue;
    const kind = kindOf(model);
    if (kinds.has(kind)) others.push(model);
    else kinds.set(kind, model);
  }
  const asked = new Set([...kinds.values(), ...others].slice(0, Math.max(MAX_ASKED, kinds.size)));
  const all = models.filter((model) => asked.has(model));
  const questions = all.map(({ directory: { model, version }, manifest }) => ({
    ...(manifest.nonFiniteSample ? { op: 'warm' } : sampleRequest(manifest)),
    model,
    version,
  }));
  if (unasked.length > 0) return questions;
  const warmed = asked.size < models.length ? { model: all[0]?.directory.model } : {};
  return [{ op: 'warm', ...warmed }, ...questions];
}

/** Returns the kind of a model. Models of one kind run the same code. */
function kindOf({ manifest }: Model): string {
  const { engine, format, signatures, preprocessing, labels } = manifest;
  const tensors = Object.values(signatures).flatMap(({ inputs, outputs }) =>
    [inputs, outputs].flatMap((side) =>
      Object.values(side).map(({ dtype, shape }) => [dtype, shape?.length]),
    ),
  );
  return JSON.stringify([
    engine,
    format,
    tensors,
    preprocessing !== undefined,
    labels !== undefined,
    hasSnapshot(manifest),
  ]);
}
