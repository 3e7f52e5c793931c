import type { LoadedModel, ModelSource } from '../engine.ts';
import { readModelArtifacts } from './model-artifacts.ts';
import { onBackend } from './on-backend.ts';

/** Loads a TensorFlow.js model and keeps it on one backend, also if others run in the same process. */
export async function loadTfjsModel(source: ModelSource, backend: string): Promise<LoadedModel> {
  const load = await loaderOf(source);
  const artifacts = await readModelArtifacts(source);
  const model = await onBackend(backend, () => load(artifacts, source.manifest));
  return { ...model, run: (signature, inputs) => onBackend(backend, () => model.run(signature, inputs)) };
}

/** Each format is imported only when a model needs it. */
async function loaderOf({ manifest: { format } }: ModelSource) {
  switch (format) {
    case 'tfjs-layers-model':
      return (await import('./layers-model.ts')).loadLayersModel;
    case 'tfjs-graph-model':
      return (await import('./graph-model.ts')).loadGraphModel;
    case 'saved-model':
    case 'tflite':
      throw new TypeError(`it reads TensorFlow.js models, not ${format}`);
  }
}
