import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { io } from '@tensorflow/tfjs-core';
import type { LoadedModel } from '../engine.ts';
import { loadLayers } from './layers/load-layers.ts';
import { normalizeLayersJson } from './normalize-layers-json.ts';
import { takeOutputs, toEngine } from './tensor-conversion.ts';
import { uniqueTensorNames } from './unique-tensor-names.ts';

/** Loads a Keras model in TensorFlow.js's layers format. It has one signature, with the names of its layers. */
export async function loadLayersModel(artifacts: io.ModelArtifacts): Promise<LoadedModel> {
  const model = await loadLayers(asTfjsReads(artifacts));
  const outputNames = uniqueTensorNames(model.outputNames);

  return {
    signatures: { [DEFAULT_SIGNATURE]: { inputs: model.inputNames, outputs: outputNames } },

    async run(_signature, inputs) {
      return takeOutputs(outputNames, () =>
        model.predict(model.inputNames.flatMap((name) => (inputs[name] ? [toEngine(inputs[name])] : []))),
      );
    },

    dispose() {
      model.dispose();
    },
  };
}

/** Reads layers and weight names of any version of Keras. */
function asTfjsReads({ modelTopology, weightSpecs = [], ...rest }: io.ModelArtifacts): io.ModelArtifacts {
  const plain = normalizeLayersJson({
    modelTopology,
    weightsManifest: [{ paths: [], weights: weightSpecs }],
  });
  return {
    ...rest,
    modelTopology: plain.modelTopology,
    weightSpecs: plain.weightsManifest.flatMap(({ weights }) => weights),
  };
}
