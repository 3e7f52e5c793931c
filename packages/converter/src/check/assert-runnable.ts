import { kernelNeed, missingKernels } from '@pilotlight/model-formats/tfjs';
import { ConversionError } from '../conversion-error.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { funcAttribute } from '../graph/read-attribute.ts';

/** Types that TensorFlow.js holds unchanged. A model that computes with another type is refused by name. */
const HELD: ReadonlySet<string> = new Set(['float32', 'int32', 'bool']);
/** Ops with int64 outputs that are indices or sizes, which fit 32 bits. */
const SMALL_INT64: ReadonlySet<string> = new Set(['ArgMax', 'ArgMin', 'Const', 'Shape', 'Size']);
/** Ops with outputs that have only elements of their inputs. */
const MOVES: ReadonlySet<string> = new Set(
  'ConcatV2 ExpandDims GatherV2 Pack Reshape Select SelectV2 Slice Split Squeeze StridedSlice Tile Transpose Unpack'.split(
    ' ',
  ),
);
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(Stateless)?(While|If|Case)$|^(Switch|Merge|Enter|Exit|LoopCond)$/,
    'a loop or a branch that depends on its inputs',
  ],
  [/Table/, 'a table'],
  [/Ragged/, 'ragged tensors'],
  [/Sparse/, 'sparse tensors'],
  [/String|Regex|Unicode|AsString|Decode|Encode|ParseExample/, 'text or files'],
  [/FFT|Complex|^Real$|^Imag$/, 'complex numbers'],
];

/**
 * Refuses a converted graph that the WebAssembly engine cannot run, or could run only with other answers.
 *
 * @throws {ConversionError} naming the op.
 */
export function assertRunnable(graph: Graph): void {
  for (const body of graph.functions.values()) assertRunnable(body);
  const inputs = new Set([...graph.inputs.values()].map(({ node }) => node));
  for (const node of graph.nodes) {
    if (node.op.startsWith('Placeholder') && !inputs.has(node)) {
      throw new ConversionError(`it takes an input that its signature does not name ('${node.name}')`);
    }
    for (const [pattern, reason] of REASONS) {
      if (pattern.test(node.op) && !callsFunction(graph, node))
        throw new ConversionError(`it has ${reason}: the op ${node.op} ('${node.name}')`);
    }
    for (const output of node.outputs) assertHeld(node, output);
  }
  const missing = missingKernels(
    [...new Set(graph.nodes.map(({ op }) => op))].map((op) => kernelNeed('op', op)),
    'wasm',
  );
  if (missing.length > 0)
    throw new ConversionError(`the engine wasm has no kernel for ${missing.join(', ')}`);
}

/** True if the graph has all functions that a node calls. */
function callsFunction({ functions }: Graph, node: GraphNode): boolean {
  const called = ['cond', 'body'].map((name) => funcAttribute(node, name));
  return called.every((name) => name !== undefined && functions.has(name));
}

function assertHeld(node: GraphNode, { dtype }: Value): void {
  if (HELD.has(dtype)) return;
  // 64-bit constants are checked when they are written.
  if (node.op === 'Const' && (dtype === 'int64' || dtype === 'float64')) return;
  if (dtype === 'int64') {
    const isSmall =
      SMALL_INT64.has(node.op) ||
      MOVES.has(node.op) ||
      (node.op === 'Cast' && node.inputs.every((input) => /^(bool|u?int(8|16|32))$/.test(input.dtype)));
    if (isSmall) return;
    throw new ConversionError(
      `it computes int64, which may not fit 32 bits: the op ${node.op} ('${node.name}')`,
    );
  }
  throw new ConversionError(`it computes ${dtype}: the op ${node.op} ('${node.name}')`);
}
