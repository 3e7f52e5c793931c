import {
  endsNamed,
  type Layer,
  layersOf,
  nameOf,
  topologySchema,
  usesOf,
} from '@pilotlight/model-formats/tfjs';
import * as v from 'valibot';
import { OptimizerError } from '../../optimizer-error.ts';
import type { TfjsModel } from '../../tfjs/tfjs-model.ts';

/** A layer, and the layers that it takes its inputs from. */
export interface LayerNode {
  name: string;
  layer: Layer;
  sources: readonly { name: string; tensor: number }[];
  /** True if it is used more than once, with the same weights. */
  isShared: boolean;
}

/**
 * Returns the layers of a model, each after those that it takes its inputs from.
 *
 * @returns the layers, and the names of those with results that are outputs of the model.
 * @throws {OptimizerError} for layers that cannot be read.
 */
export function layerNodes({ json, file }: Pick<TfjsModel, 'json' | 'file'>): {
  nodes: LayerNode[];
  outputs: string[];
} {
  const read = v.safeParse(topologySchema, json['modelTopology']);
  if (!read.success) throw unreadable(file);
  const layers = layersOf(read.output);
  if (read.output.class_name === 'Sequential') {
    const nodes = sequence(layers);
    return { nodes, outputs: nodes.slice(-1).map(({ name }) => name) };
  }
  const nodes = layers.map((layer): LayerNode => {
    const uses = usesOf(layer);
    if (!uses) throw unreadable(file);
    const sources = uses.flat().map(([name, , tensor]) => ({ name, tensor }));
    return { name: nameOf(layer), layer, sources, isShared: uses.length > 1 };
  });
  const outputs = endsNamed(read.output, 'output_layers').map(([name]) => name);
  return { nodes: inOrder(nodes, file), outputs };
}

/** The first layer may have the input shape, in place of an input layer. */
function sequence(layers: readonly Layer[]): LayerNode[] {
  const [first] = layers;
  const isTold = first === undefined || first.class_name === 'InputLayer';
  const input = isTold ? [] : [{ ...first, class_name: 'InputLayer', name: `${nameOf(first)}_input` }];
  const all = [...input, ...layers];
  return all.map((layer, at) => ({
    name: nameOf(layer),
    layer,
    sources: all.slice(Math.max(0, at - 1), at).map((source) => ({ name: nameOf(source), tensor: 0 })),
    isShared: false,
  }));
}

/** A layer may be listed before those that it takes its inputs from. */
function inOrder(nodes: readonly LayerNode[], file: string): LayerNode[] {
  const ordered = new Map<string, LayerNode>();
  for (let waiting = nodes; waiting.length > 0;) {
    const ready = waiting.filter(({ sources }) => sources.every(({ name }) => ordered.has(name)));
    if (ready.length === 0) throw unreadable(file);
    for (const node of ready) ordered.set(node.name, node);
    waiting = waiting.filter((node) => !ready.includes(node));
  }
  if (ordered.size < nodes.length) throw unreadable(file);
  return [...ordered.values()];
}

function unreadable(file: string): OptimizerError {
  return new OptimizerError(`${file} has layers in an unknown format`);
}
