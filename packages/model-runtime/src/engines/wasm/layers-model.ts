import { io, tidy } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { LoadedModel, ModelSource } from '../../engine.ts';
import { readModelArtifacts } from './model-artifacts.ts';
import { takeFromEngine, toEngine } from './tensor-conversion.ts';

/** Loads a Keras model in TensorFlow.js's layers format. It has one signature, whose names are its layers'. */
export async function loadLayersModel(source: ModelSource): Promise<LoadedModel> {
  const model = await layers.loadLayersModel(io.fromMemory(await readModelArtifacts(source)));

  return {
    inputs: model.inputNames,
    outputs: model.outputNames,

    async run(_signature, inputs) {
      const outputs = tidy(() =>
        model.predict(model.inputNames.flatMap((name) => (inputs[name] ? [toEngine(inputs[name])] : []))),
      );
      return takeFromEngine(model.outputNames, outputs);
    },

    dispose() {
      model.dispose();
    },
  };
}
