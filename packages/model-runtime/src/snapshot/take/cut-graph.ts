import * as v from 'valibot';
import type { ModelSource } from '../../engines/engine.ts';
import { graphSignatures, type NodeNames } from '../../engines/tfjs/graph-signatures.ts';
import { TAIL_OPS } from '../tail/ops/tail-ops.ts';
import { LOOP_OPS } from '../tail/run-tail.ts';
import type { SnapshotTail, TailNode } from '../tail/snapshot-tail.ts';
import { givesList, LIST_OPS } from '../tail/tensor-lists.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import { attributesOf, graphNode, type GraphNode, loopsOf, nameIn, plainReference } from './graph-nodes.ts';

/** Ops whose results have a size that depends on values. */
const BEGINNINGS = /^(Where|NonMaxSuppressionV[235])$/;

/** A graph in two: what can be replayed, and what depends on the size of a result. */
export interface CutGraph {
  /** The model that computes all that the tail takes: its outputs have the names of these results. */
  head: ModelSource;
  /** The tail, without the values of its constants. */
  tail: Pick<SnapshotTail, 'nodes' | 'outputs'> & { constants: readonly string[] };
  /**
   * The tail as a model that an engine can run. Its inputs are what it takes, in the order of the head's outputs; its
   * outputs are those of the model that the tail computes.
   */
  tailModel: { source: ModelSource; inputs: readonly string[]; outputs: readonly string[] };
}

const modelJson = v.looseObject({
  modelTopology: v.looseObject({ node: v.array(graphNode) }),
  signature: v.optional(v.any()),
  userDefinedMetadata: v.optional(v.any()),
});

/**
 * Cuts a graph before the first ops whose results have a size that depends on values. Returns undefined if it has none.
 *
 * @throws {NoSnapshotError} if it goes on with an op that only its engine runs.
 */
export async function cutGraph(source: ModelSource, signature: string): Promise<CutGraph | undefined> {
  const { manifest } = source;
  if (manifest.format !== 'tfjs-graph-model') return undefined;
  const model = v.parse(modelJson, JSON.parse(new TextDecoder().decode(await source.read(manifest.entry))));
  const named = graphSignatures(model)[signature] ?? { inputs: {}, outputs: {} };
  const outputs = Object.fromEntries(
    Object.keys(manifest.signatures[signature]?.outputs ?? {}).map((name) => [
      name,
      plainReference(named.outputs[name]?.name ?? name),
    ]),
  );
  const nodes = new Map(model.modelTopology.node.map((node) => [node.name, node]));
  const needed = ancestors(nodes, Object.values(outputs));
  const tail = tailOf(needed);
  if (tail.size === 0) return undefined;

  const isConstant = (reference: string) => nodes.get(nameIn(reference))?.op === 'Const';
  const outside = new Set(
    [...[...tail.values()].flatMap(({ input }) => input.filter(isData)), ...Object.values(outputs)]
      .map(plainReference)
      .filter((reference) => !tail.has(nameIn(reference))),
  );
  const taken = [...outside].filter((reference) => !isConstant(reference));
  const constants = [...outside].filter(isConstant);

  const withGraph = (
    graph: readonly unknown[],
    asked: readonly string[],
    inputs: NodeNames,
  ): ModelSource => ({
    ...source,
    manifest: { ...manifest, signatures: { [signature]: { inputs: {}, outputs: namedOnly(asked) } } },
    async read(file) {
      if (file !== manifest.entry) return source.read(file);
      const modelTopology = { ...model.modelTopology, node: graph };
      // Its outputs have the names of the graph's nodes.
      const userDefinedMetadata = { signatures: { [signature]: { inputs, outputs: {} } } };
      return new TextEncoder().encode(JSON.stringify({ ...model, modelTopology, userDefinedMetadata }));
    },
  });
  const inputs = taken.map((_, at) => `pilotlight_taken_${at}`);
  const renamed = (reference: string) => {
    const at = taken.indexOf(plainReference(reference));
    return at === -1 ? reference : (inputs[at] ?? '');
  };
  const tailGraph = [
    ...inputs.map((name) => ({ name, op: 'Placeholder', input: [], attr: {} })),
    ...constants.map((name) => nodes.get(name)),
    ...[...tail.values()].map((node) => ({ ...node, input: node.input.filter(isData).map(renamed) })),
  ];
  const computed = [...new Set(Object.values(outputs))].filter((reference) => tail.has(nameIn(reference)));
  return {
    head: withGraph(headNodes(nodes, tail, taken), taken, named.inputs),
    tail: { nodes: tailNodes(tail, loopsOf(needed)), outputs, constants },
    tailModel: { source: withGraph(tailGraph, computed, {}), inputs, outputs: computed },
  };
}

const isData = (reference: string) => !reference.startsWith('^');

/** An engine takes only the names of outputs from a signature. */
function namedOnly(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { dtype: 'float32' as const, shape: [] }]));
}

type Nodes = ReadonlyMap<string, GraphNode>;

/** Returns the nodes that these results depend on. */
function ancestors(nodes: Nodes, references: readonly string[]): Map<string, GraphNode> {
  const found = new Map<string, GraphNode>();
  const open = references.map(nameIn);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = nodes.get(name);
    if (!node || found.has(name)) continue;
    found.set(name, node);
    open.push(...node.input.map(nameIn));
  }
  return found;
}

/** Returns the nodes that compute what a tail takes, and those of all inputs. */
function headNodes(nodes: Nodes, tail: Nodes, taken: readonly string[]): GraphNode[] {
  const others = [...nodes.values()].filter(({ name }) => !tail.has(name));
  // A node may only have to run after one of the tail. No result of the head depends on that.
  const alone = others.map((node): [string, GraphNode] => [
    node.name,
    { ...node, input: node.input.filter((reference) => !tail.has(nameIn(reference))) },
  ]);
  const head = ancestors(new Map(alone), taken);
  for (const node of others) if (node.op === 'Placeholder') head.set(node.name, node);
  return [...head.values()];
}

/**
 * Returns the nodes that depend on a size which depends on values. A loop is in one piece, as is all that is done with an
 * array of tensors.
 */
function tailOf(nodes: Nodes): Map<string, GraphNode> {
  const loops = loopsOf(nodes);
  const tail = new Map<string, GraphNode>();
  const loopsInTail = new Set<string>();
  for (let before = -1; before < tail.size;) {
    before = tail.size;
    for (const [name, node] of nodes) {
      if (node.op === 'Const') continue;
      const loop = loops.get(name);
      const follows = node.input.some((reference) => isData(reference) && tail.has(nameIn(reference)));
      const isIn = tail.has(name) || BEGINNINGS.test(node.op) || follows || (loop && loopsInTail.has(loop));
      if (!isIn) continue;
      tail.set(name, node);
      if (loop) loopsInTail.add(loop);
      for (const from of node.input.map(nameIn)) {
        const source = nodes.get(from);
        if (source && givesList(source.op)) tail.set(from, source);
      }
    }
  }
  return tail;
}

function tailNodes(tail: Nodes, loops: ReadonlyMap<string, string>): SnapshotTail['nodes'] {
  return Object.fromEntries(
    [...tail].map(([name, node]): [string, TailNode] => {
      const { op } = node;
      const loop = loops.get(name);
      if (!TAIL_OPS.has(op) && !LIST_OPS.has(op) && !isOfLoop(node, tail)) {
        throw new NoSnapshotError(
          `the size of a result depends on what it computes, and after that it runs ${op}, which only its engine does`,
        );
      }
      return [
        name,
        {
          op,
          inputs: node.input.filter(isData).map(plainReference),
          attributes: attributesOf(node),
          ...(loop === undefined ? {} : { loop }),
        },
      ];
    }),
  );
}

/** True for the ops of a loop; a choice between two branches has some of them too. */
function isOfLoop({ op, input }: GraphNode, tail: Nodes): boolean {
  const [first, second] = input.map((reference) => tail.get(nameIn(reference))?.op);
  if (op === 'Merge') return first === 'Enter' && second === 'NextIteration';
  return op === 'Switch' ? second === 'LoopCond' : LOOP_OPS.has(op);
}
