import { type GraphNode, graphSchema, nodeName } from '@pilotlight/model-formats/tfjs';
import * as v from 'valibot';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import type { Network, Part, Role } from './step.ts';

const strings = v.object({ list: v.object({ s: v.array(v.string()) }) });
const text = v.object({ s: v.string() });

const HOMOGENEOUS = new Set(['Relu', 'MaxPool', 'AvgPool', 'Pad', 'Identity']);

/** Reads the graph of a converted SavedModel as steps. */
export function graphNetwork({ json, groups }: TfjsModel): Network {
  const nodes = v.parse(graphSchema, json['modelTopology']).node.filter(({ op }) => op !== 'Const');
  const uses = new Map<string, number>();
  for (const { input } of nodes)
    for (const name of input) uses.set(nodeName(name), (uses.get(nodeName(name)) ?? 0) + 1);
  const shapes = new Map(
    groups.flat().map(({ name, shape, dtype }) => [name, dtype === 'float32' ? shape : []]),
  );

  /** Returns the shape of a weight that only one step takes. */
  const ownShape = (input: string | undefined) => {
    const name = nodeName(input ?? '');
    return uses.get(name) === 1 ? shapes.get(name) : undefined;
  };
  const vector = (input: string | undefined): Part | undefined => {
    const shape = ownShape(input);
    const isVector = shape && shape.length > 0 && shape.slice(0, -1).every((size) => size === 1);
    return isVector ? { weight: nodeName(input ?? ''), axis: shape.length - 1 } : undefined;
  };

  const roleOf = (node: GraphNode): Role => {
    const { op, input } = node;
    if (HOMOGENEOUS.has(op)) return { kind: 'homogeneous' };
    if (op === 'Mul') {
      const scale = vector(input[1]);
      return scale ? { kind: 'scale', scale, shift: undefined, offset: undefined } : { kind: 'other' };
    }
    if (op === 'AddV2' || op === 'BiasAdd') {
      const offset = vector(input[1]);
      return offset ? { kind: 'offset', offset } : { kind: 'other' };
    }
    const shape = ownShape(input[1]);
    const axes = shape && kernelAxes(node, shape);
    if (!axes) return { kind: 'other' };
    const fused = fusedOps(node);
    const bias = fused.includes('BiasAdd') ? vector(input[2]) : undefined;
    const isKnown =
      fused.every((name) => name === 'BiasAdd' || name === 'Relu') && (fused.length === 0 || bias);
    const weight = nodeName(input[1] ?? '');
    return {
      kind: 'kernel',
      into: { weight, axis: axes.into },
      out: { weight, axis: axes.out },
      bias,
      activation: !isKnown ? 'other' : fused.includes('Relu') ? 'relu' : 'none',
    };
  };
  const steps = nodes.map((node) => ({
    name: node.name,
    inputs: node.input.map(nodeName).filter((name) => !shapes.has(name)),
    role: roleOf(node),
  }));
  return { steps, outputs: new Set(steps.filter(({ name }) => !uses.has(name)).map(({ name }) => name)) };
}

/**
 * Returns the axes of a kernel that count the channels; undefined for an op without such axes, or with another layout.
 */
function kernelAxes(
  { op, attr }: GraphNode,
  shape: readonly number[],
): { into: number; out: number } | undefined {
  const layout = attr?.['data_format'];
  if (v.is(text, layout) && decode(layout.s) !== 'NHWC') return undefined;
  switch (op) {
    case 'Conv2D':
    case '_FusedConv2D':
      return { into: 2, out: 3 };
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2dNative':
      return shape[3] === 1 ? { into: 2, out: 2 } : undefined;
    case 'MatMul':
    case '_FusedMatMul':
      return v.is(v.object({ b: v.literal(true) }), attr?.['transpose_b']) ? undefined : { into: 0, out: 1 };
    default:
      return undefined;
  }
}

function fusedOps({ attr }: GraphNode): string[] {
  const fused = attr?.['fused_ops'];
  return v.is(strings, fused) ? fused.list.s.map(decode) : [];
}

/** Decodes a string of the converter. */
function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}
