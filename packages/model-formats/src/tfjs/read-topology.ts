import * as v from 'valibot';
import type { FoundSignature } from '../found-signature.ts';
import { wasmLimits } from './wasm-limits.ts';
import { FIRST_ISSUE } from './first-issue.ts';
import { graphSchema } from './graph-model.ts';
import { graphSignatures } from './graph-signature.ts';
import { kernelNeed, type KernelNeed } from './kernels/kernel-needs.ts';
import { topologySchema } from './layers-model.ts';
import { allLayers, layersNeeds } from './layers-needs.ts';
import { layersSignature } from './layers-signature.ts';
import { misreadOp } from './misread-ops.ts';
import { isGraph, type ModelJson } from './model-json.ts';

/** Description of a model from its graph or layers. */
export interface Topology {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  found: Map<string, FoundSignature>;
  ops: string[];
  /** The kernels that it needs from a backend. */
  needs: KernelNeed[];
  /** Parts that the wasm backend cannot run, although it has their kernels. */
  wasmLimits: string[];
  unsupported: string[];
}

/** Dtypes of weights that TensorFlow.js reads, for any storage. */
const READ_DTYPES: ReadonlySet<string> = new Set(['float32', 'int32', 'bool', 'string', 'complex64']);

/** Reads the topology of a model. A damaged one can cause any error. */
export function readTopology(json: ModelJson, problem?: string): Topology {
  const { modelTopology, signature, userDefinedMetadata } = json;
  const unsupported = unreadableWeights(json);
  if (isGraph(json)) {
    const graph = v.parse(graphSchema, modelTopology, FIRST_ISSUE);
    const functions = graph.library?.function ?? [];
    const nodes = [...graph.node, ...functions.flatMap(({ nodeDef }) => nodeDef)];
    const ops = nodes.map(({ op }) => op);
    const misread = nodes.flatMap((node) => misreadOp(node) ?? []);
    return {
      format: 'tfjs-graph-model',
      // Older converters write the signature in the metadata.
      found:
        unsupported.length > 0
          ? new Map()
          : graphSignatures(graph, userDefinedMetadata?.['signature'] ?? signature, userDefinedMetadata),
      ops,
      needs: [
        ...[...new Set(ops)].map((op) => kernelNeed('op', op)),
        ...[...new Set(misread)].map((part) => ({ part, kernels: undefined })),
      ],
      wasmLimits: wasmLimits(graph),
      unsupported,
    };
  }
  const format = 'tfjs-layers-model';
  if (problem !== undefined)
    return { format, found: new Map(), ops: [], needs: [], wasmLimits: [], unsupported: [problem] };
  const topology = v.parse(topologySchema, modelTopology, FIRST_ISSUE);
  const layers = allLayers(topology);
  const needs = layersNeeds(layers);
  const unknown = needs.flatMap(({ part, kernels }) =>
    kernels ? [] : [`its ${part} is not one of TensorFlow.js's own`],
  );
  const { signature: found, faults } = layersSignature(topology);
  const problems = [...unsupported, ...unknown, ...faults];
  return {
    format,
    found: problems.length > 0 ? new Map() : found,
    ops: layers.map((layer) => layer.class_name),
    needs,
    wasmLimits: [],
    unsupported: problems,
  };
}

/** Returns problems that keep TensorFlow.js from loading the weights. */
function unreadableWeights({ weightsManifest }: ModelJson): string[] {
  const entries = weightsManifest.flatMap(({ weights }) => weights);
  const dtypes = new Set(entries.map(({ dtype }) => dtype).filter((dtype) => !READ_DTYPES.has(dtype)));
  return [...dtypes].map((dtype) => `its weights are ${dtype}, which TensorFlow.js does not read`);
}
