import * as v from 'valibot';
import type { FoundSignature } from '../found-signature.ts';
import { graphSchema } from './graph-model.ts';
import { graphSignatures } from './graph-signature.ts';
import { kernelNeed, type KernelNeed } from './kernels/kernel-needs.ts';
import { topologySchema } from './layers-model.ts';
import { allLayers, layersNeeds, writtenByKeras3 } from './layers-needs.ts';
import { layersSignature } from './layers-signature.ts';
import type { ModelJson } from './model-json.ts';

/** What the graph or the layers of a model say of it. */
export interface Topology {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  found: Map<string, FoundSignature>;
  ops: string[];
  /** What it needs of whichever backend runs it. */
  needs: KernelNeed[];
  unsupported: string[];
}

/** Reads the topology of a model; throws whatever a damaged one leads to. */
export function readTopology({ format, modelTopology, signature, userDefinedMetadata }: ModelJson): Topology {
  if (format === 'graph-model' || Object.hasOwn(modelTopology, 'node')) {
    const graph = v.parse(graphSchema, modelTopology);
    const functions = graph.library?.function ?? [];
    const ops = [...graph.node, ...functions.flatMap(({ nodeDef }) => nodeDef)].map(({ op }) => op);
    return {
      format: 'tfjs-graph-model',
      // Older converters keep the signature among the metadata.
      found: graphSignatures(graph, userDefinedMetadata?.['signature'] ?? signature, userDefinedMetadata),
      ops,
      needs: [...new Set(ops)].map((op) => kernelNeed('op', op)),
      unsupported: [],
    };
  }
  const topology = v.parse(topologySchema, modelTopology);
  const layers = allLayers(topology);
  const isKeras3 = writtenByKeras3(layers);
  return {
    format: 'tfjs-layers-model',
    found: isKeras3 ? new Map() : layersSignature(topology),
    ops: layers.map((layer) => layer.class_name),
    needs: layersNeeds(layers),
    unsupported: isKeras3
      ? [
          'its layers are written as Keras 3 writes them, which TensorFlow.js cannot read: convert it to a graph model',
        ]
      : [],
  };
}
