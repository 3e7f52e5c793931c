import type { NamedTensors } from '@pilotlight/protocol/tensors';
import * as converter from '@tensorflow/tfjs-converter';
import { dispose, io, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import type { LoadedModel } from '../engine.ts';
import type { Manifest } from '../../store/manifest.ts';
import { graphOps, hasDynamicOps } from './graph-ops.ts';
import { graphSignatures, type NodeNames } from './graph-signatures.ts';
import { numberOutputs } from './number-outputs.ts';
import { fromEngine, takeOutputs, toEngine } from './tensor-conversion.ts';
import './ops/correct-ops.ts';
import { FUSED_SUM, unfuseSums } from './unfuse-sums.ts';

/**
 * Loads a converted SavedModel or frozen graph. The file names its tensors by signature if it has one. Older files have
 * none: their signature has the names of the graph's nodes.
 */
export async function loadGraphModel(artifacts: io.ModelArtifacts, manifest: Manifest): Promise<LoadedModel> {
  const ops = graphOps(artifacts.modelTopology);
  const isDynamic = hasDynamicOps(ops);
  const topology = numberOutputs(artifacts.modelTopology);
  const modelTopology = ops.includes(FUSED_SUM) ? unfuseSums(topology) : topology;
  const signatures = graphSignatures(artifacts);
  const model = await converter.loadGraphModel(io.fromMemory({ ...artifacts, modelTopology }));

  return {
    signatures: Object.fromEntries(
      Object.entries(signatures).map(([name, { inputs, outputs }]) => [
        name,
        { inputs: tensorNames(inputs, model.inputNodes), outputs: tensorNames(outputs, model.outputNodes) },
      ]),
    ),

    async run(signature, inputs) {
      const { inputs: inputNodes = {}, outputs: outputNodes = {} } = signatures[signature] ?? {};
      const outputNames = Object.keys(manifest.signatures[signature]?.outputs ?? {});
      const asked = outputNames.map((name) => outputNodes[name]?.name ?? name);
      const feed = () =>
        Object.fromEntries(
          Object.entries(inputs).map(([name, tensor]) => [inputNodes[name]?.name ?? name, toEngine(tensor)]),
        );
      if (isDynamic) return runDynamic({ model, feed: feed(), nodes: asked, outputNames });
      return takeOutputs(outputNames, () => model.execute(feed(), asked));
    },

    dispose() {
      model.dispose();
    },
  };
}

/** Returns the names that a caller uses: the signature's, if the file has one; a captured resource is not an input. */
function tensorNames(signature: NodeNames, nodes: readonly string[]): string[] {
  const named = Object.keys(signature).filter((name) => signature[name]?.resourceId === undefined);
  return named.length > 0 ? named : [...nodes];
}

/** `tidy` ends before anything asynchronous does, so the tensors are disposed by hand here. */
async function runDynamic({
  model,
  feed,
  nodes,
  outputNames,
}: {
  model: converter.GraphModel;
  feed: NamedTensorMap;
  nodes: string[];
  outputNames: readonly string[];
}): Promise<NamedTensors> {
  const weights = new Set(Object.values(model.weights).flat());
  const passing: Tensor[] = Object.values(feed);
  try {
    const outputs = [await model.executeAsync(feed, nodes)].flat();
    passing.push(...outputs.filter((tensor) => !weights.has(tensor)));
    return fromEngine(outputNames, outputs);
  } finally {
    dispose(passing);
  }
}
