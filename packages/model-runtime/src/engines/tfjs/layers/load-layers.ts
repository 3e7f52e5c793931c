import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, Sequential } from '@tensorflow/tfjs-layers';
import './bidirectional.ts';
import './global-average-pooling-1d.ts';
import { withHalfPixels } from './half-pixel-up-sampling-2d.ts';

/** Loads a Keras model in TensorFlow.js's layers format, with corrected versions of layers that differ from Keras. */
export async function loadLayers(artifacts: io.ModelArtifacts): Promise<LayersModel> {
  const modelTopology = withHalfPixels(artifacts.modelTopology);
  const model = await loadLayersModel(io.fromMemory({ ...artifacts, modelTopology }));
  // Otherwise it would know the names of its tensors only after a run.
  if (model instanceof Sequential) model.build();
  return model;
}
