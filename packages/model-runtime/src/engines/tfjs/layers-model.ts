import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { io } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { LoadedModel } from '../engine.ts';
import './layers/bidirectional.ts';
import './layers/global-average-pooling-1d.ts';
import { withHalfPixels } from './layers/half-pixel-up-sampling-2d.ts';
import { takeOutputs, toEngine } from './tensor-conversion.ts';

/** Loads a Keras model in TensorFlow.js's layers format. It has one signature, whose names are its layers'. */
export async function loadLayersModel(artifacts: io.ModelArtifacts): Promise<LoadedModel> {
  const modelTopology = withHalfPixels(artifacts.modelTopology);
  const model = await layers.loadLayersModel(io.fromMemory({ ...artifacts, modelTopology }));
  return {
    signatures: { [DEFAULT_SIGNATURE]: { inputs: model.inputNames, outputs: model.outputNames } },

    async run(_signature, inputs) {
      return takeOutputs(model.outputNames, () =>
        model.predict(model.inputNames.flatMap((name) => (inputs[name] ? [toEngine(inputs[name])] : []))),
      );
    },

    dispose() {
      model.dispose();
    },
  };
}
