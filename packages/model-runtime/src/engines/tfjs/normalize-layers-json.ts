import { type KerasLayer, normalizeKerasTopology } from './keras-topology.ts';
import { withOrderedUses } from './keras-use-order.ts';
import { nameAsTfjs } from './keras-weight-names.ts';

interface WeightGroup<Entry> {
  paths: readonly string[];
  weights: readonly Entry[];
}

/**
 * Writes a layers model of any version of Keras in the form that TensorFlow.js reads: its layers, and the names of its
 * weights.
 *
 * @throws {KerasFormError} if a part of it cannot be written in this form.
 */
export function normalizeLayersJson<Entry extends { name: string }>({
  modelTopology,
  weightsManifest,
}: {
  modelTopology: unknown;
  weightsManifest: readonly WeightGroup<Entry>[];
}): { modelTopology: Record<string, unknown>; weightsManifest: readonly WeightGroup<Entry>[] } {
  const { model: written, isKeras3 } = normalizeKerasTopology(modelTopology);
  const model = withOrderedUses(written);
  if (!isKeras3) return { modelTopology: inPlace(modelTopology, model), weightsManifest };
  const all = weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
  const named = nameAsTfjs(model, all);
  const names = named.weights.values();
  return {
    modelTopology: inPlace(modelTopology, named.model),
    weightsManifest: weightsManifest.map((group) => ({
      ...group,
      weights: group.weights.map((entry) => ({ ...entry, name: names.next().value ?? entry.name })),
    })),
  };
}

/** In Keras's form the model is beside its training configuration; TensorFlow.js writes only the model. */
function inPlace(written: unknown, model: KerasLayer): Record<string, unknown> {
  const others = typeof written === 'object' && written !== null ? written : {};
  return 'model_config' in others ? { ...others, model_config: model } : { ...others, ...model };
}
