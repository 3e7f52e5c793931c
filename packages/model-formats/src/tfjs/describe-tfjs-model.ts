import { basename, dirname } from 'node:path';
import * as v from 'valibot';
import { countByName } from '../count-by-name.ts';
import { decodeFile } from '../decode-file.ts';
import { type FoundSignature, toSignatures } from '../found-signature.ts';
import { LIMITS } from '../limits.ts';
import type { ModelStructure } from '../model-description.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { graphSchema } from './graph-model.ts';
import { graphSignature } from './graph-signature.ts';
import { kernelNeed, type KernelNeed } from './kernels/kernel-needs.ts';
import { topologySchema } from './layers-model.ts';
import { allLayers, layersNeeds, writtenByKeras3 } from './layers-needs.ts';
import { layersSignature } from './layers-signature.ts';
import { type ModelJson, modelJsonSchema } from './model-json.ts';
import { listWeightFiles, tfjsWeights } from './tfjs-weights.ts';

/** The structure of a TensorFlow.js model and what it needs of whichever backend runs it. */
export interface TfjsModel {
  structure: ModelStructure;
  needs: KernelNeed[];
}

interface Topology {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  found: Map<string, FoundSignature>;
  ops: string[];
  needs: KernelNeed[];
  unsupported: string[];
}

/** Reads `model.json`; of the weight files only the sizes. */
export async function readTfjsModel(file: string): Promise<TfjsModel> {
  const content = await readBoundedFile(file, LIMITS.modelJson);
  const { json, topology } = decodeFile({
    file,
    as: 'the model.json of a TensorFlow.js model',
    decode() {
      const read = v.parse(modelJsonSchema, JSON.parse(new TextDecoder().decode(content)));
      return { json: read, topology: readTopology(read) };
    },
  });
  const { signatures, unsupported } = toSignatures(topology.found);
  const files = [
    { name: basename(file), bytes: content.byteLength },
    ...(await listWeightFiles(dirname(file), json.weightsManifest)),
  ];
  return {
    structure: {
      format: topology.format,
      folder: dirname(file),
      entry: basename(file),
      files,
      signatures,
      ops: countByName(topology.ops),
      ...tfjsWeights(json.weightsManifest),
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      unsupported: [...topology.unsupported, ...unsupported],
    },
    needs: topology.needs,
  };
}

function readTopology({ format, modelTopology, signature, userDefinedMetadata }: ModelJson): Topology {
  if (format === 'graph-model' || Object.hasOwn(modelTopology, 'node')) {
    const graph = v.parse(graphSchema, modelTopology);
    const functions = graph.library?.function ?? [];
    const ops = [...graph.node, ...functions.flatMap(({ nodeDef }) => nodeDef)].map(({ op }) => op);
    return {
      format: 'tfjs-graph-model',
      // Older converters keep the signature among the metadata.
      found: graphSignature(graph, userDefinedMetadata?.['signature'] ?? signature),
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
