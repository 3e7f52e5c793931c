import type { NodeMessage } from '../saved-model-proto.ts';
import { functionsOf, type MetaGraph, ownNodesOf } from '../walk-saved-model.ts';
import { newerPartsOf } from './newer-ops.ts';

/** Parts of a graph that the platform's TensorFlow does not have. */
export interface NewerParts {
  /** Parts that serving needs, such as "the op ApproxTopK". */
  needed: string[];
  /** Functions that use or call such parts and that serving does not need, such as the one that saves a model again. */
  unneededFunctions: ReadonlySet<string>;
  /** Nodes of the graph that call such a function, and those that take their outputs. */
  unneededNodes: ReadonlySet<string>;
}

/** More functions and nodes than this are not followed: all newer parts then count as needed. */
const MAX_FOLLOWED = 500_000;

/** Finds the parts of a graph that are newer than the platform's TensorFlow, which refuses even functions it never calls. */
export function newerParts(metaGraph: MetaGraph): NewerParts {
  const { graph } = metaGraph;
  const own = partOf(ownNodesOf(graph));
  const functions = new Map<string, Part>();
  for (const { name, nodes } of functionsOf(graph)) functions.set(name, partOf(nodes()));
  const all = [own, ...functions.values()];
  const lacking = new Set(all.flatMap(({ newer }) => newer));
  const followed = all.reduce((sum, { calls, count }) => sum + calls.length + count, 0);
  const none: ReadonlySet<string> = new Set();
  if (lacking.size === 0 || followed > MAX_FOLLOWED)
    return { needed: [...lacking], unneededFunctions: none, unneededNodes: none };

  const nodes = new Map<string, { inputs: string[]; calls: string[] }>();
  for (const node of ownNodesOf(graph))
    nodes.set(node.name, { inputs: node.input.map(nodeOf), calls: calledBy(node) });
  const servedNodes = reach(rootsOf(metaGraph), (name) => nodes.get(name)?.inputs ?? []);
  const served = reach(
    [...servedNodes].flatMap((name) => nodes.get(name)?.calls ?? []),
    (name) => functions.get(name)?.calls ?? [],
  );
  const needed = [...own.newer, ...[...served].flatMap((name) => functions.get(name)?.newer ?? [])];

  const unserved = [...functions].filter(([name, { newer }]) => newer.length > 0 && !served.has(name));
  const callers = invert([...functions].map(([name, { calls }]) => [name, calls]));
  const unneededFunctions = reach(
    unserved.map(([name]) => name),
    (name) => callers.get(name) ?? [],
  );
  const takers = invert([...nodes].map(([name, { inputs }]) => [name, inputs]));
  const unneededNodes = reach(
    [...nodes]
      .filter(([, { calls }]) => calls.some((name) => unneededFunctions.has(name)))
      .map(([name]) => name),
    (name) => takers.get(name) ?? [],
  );
  return { needed: [...new Set(needed)], unneededFunctions, unneededNodes };
}

/** Returns the users of each name. */
function invert(named: readonly (readonly [string, readonly string[]])[]): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const [name, others] of named) {
    for (const other of others) {
      const known = by.get(other);
      if (known) known.push(name);
      else by.set(other, [name]);
    }
  }
  return by;
}

/** Content of a graph or a function. */
interface Part {
  newer: string[];
  calls: string[];
  count: number;
}

function partOf(nodes: Iterable<NodeMessage>): Part {
  const newer = new Set<string>();
  const calls = new Set<string>();
  let count = 0;
  for (const node of nodes) {
    count += 1;
    for (const part of newerPartsOf(node)) newer.add(part);
    for (const name of calledBy(node)) calls.add(name);
  }
  return { newer: [...newer], calls: [...calls], count };
}

/** Returns the functions that a node calls. */
function calledBy({ op, attr }: Pick<NodeMessage, 'op' | 'attr'>): string[] {
  const named = Object.values(attr).flatMap(({ func, list }) => [
    ...(func ? [func.name] : []),
    ...(list?.func.map(({ name }) => name) ?? []),
  ]);
  // An op with the name of a function also calls it.
  return [op, ...named];
}

/** Returns the names that are fed and fetched when a signature runs, or the model loads. */
function rootsOf({ signatureDef, saverDef, collectionDef }: MetaGraph): string[] {
  const ofSignatures = Object.values(signatureDef).flatMap(({ inputs, outputs }) =>
    [...Object.values(inputs), ...Object.values(outputs)].map(({ name }) => name),
  );
  const ofCollections = Object.values(collectionDef).flatMap(({ nodeList }) => nodeList?.value ?? []);
  return [
    ...ofSignatures,
    ...ofCollections,
    ...(saverDef ? [saverDef.filenameTensorName, saverDef.restoreOpName] : []),
  ].map(nodeOf);
}

/** Returns the node of a name: `^a`, `a:1` and `a` all belong to the node `a`. */
function nodeOf(tensor: string): string {
  return tensor.replace(/^\^/, '').replace(/:\d+$/, '');
}

function reach(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  for (const name of reached) for (const other of next(name)) reached.add(other);
  return reached;
}
