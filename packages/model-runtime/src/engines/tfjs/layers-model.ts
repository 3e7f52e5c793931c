import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { io } from '@tensorflow/tfjs-core';
import type { LoadedModel } from '../engine.ts';
import { loadLayers } from './layers/load-layers.ts';
import { takeOutputs, toEngine } from './tensor-conversion.ts';

/** Loads a Keras model in TensorFlow.js's layers format. It has one signature, whose names are its layers'. */
export async function loadLayersModel(artifacts: io.ModelArtifacts): Promise<LoadedModel> {
  const model = await loadLayers(artifacts);
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
