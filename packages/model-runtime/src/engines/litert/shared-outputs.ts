import type { CopiedFrom } from '../engine.ts';
import { type FlatBuffer, openFlatBuffer } from './flat-buffer.ts';

/** An output that shares its tensor with an input or another output, which the library answers incorrectly. */
export interface SharedOutput {
  name: string;
  /** The input or the output with the same tensor. */
  from: CopiedFrom;
}

/** A file without outputs that share a tensor, and the sources of the removed ones. */
export interface SeparateOutputs {
  file: Uint8Array<ArrayBuffer>;
  /** By the index of the signature; in a file without signatures, that of the main graph is 0. */
  shared: ReadonlyMap<number, readonly SharedOutput[]>;
}

/**
 * Removes the outputs of a TensorFlow Lite file that are one of its inputs, or one tensor under a second name. The library
 * allocates memory for every output. It then does not copy the caller's data to such an input, so that everything that is
 * computed from it is wrong; and of two names for one tensor, one returns old memory.
 *
 * @returns undefined if the file has none.
 * @throws {RangeError} if an offset leads out of the file.
 */
export function separateOutputs(file: Uint8Array): SeparateOutputs | undefined {
  const flat = openFlatBuffer(file);
  const { root, field, tables } = flat;
  const graphs = tables(field(root, 2));
  const signatures = tables(field(root, 7));
  // Others are bodies of loops and the like, which may return their inputs.
  const called = new Set(signatures.length === 0 ? [0] : signatures.map((one) => graphOf(flat, one)));
  const entries = graphs.filter((_, at) => called.has(at));
  if (entries.every((graph) => !sharesOutputs(flat, graph))) return undefined;

  const changed = Uint8Array.from(file);
  const edited = openFlatBuffer(changed);
  const shared = new Map<number, SharedOutput[]>();
  for (const [at, signature] of signatures.entries()) {
    const [inputs, outputs] = [tensorsOf(flat, signature, 0), tensorsOf(flat, signature, 1)];
    shared.set(at, sharedAmong(inputs, outputs));
    shrink(edited, field(signature, 1), ownPlaces(inputs, outputs), 'offsets');
  }
  for (const graph of entries) {
    const [inputs, outputs] = [namedIn(flat, graph, 1), namedIn(flat, graph, 2)];
    if (signatures.length === 0) shared.set(0, sharedAmong(inputs, outputs));
    shrink(edited, field(graph, 2), ownPlaces(inputs, outputs), 'numbers');
  }
  return { file: changed, shared };
}

function graphOf({ view, field }: FlatBuffer, signature: number): number {
  const at = field(signature, 4);
  return at === undefined ? 0 : view.getUint32(at, true);
}

interface NamedTensor {
  name: string;
  tensor: number;
}

function sharesOutputs(flat: FlatBuffer, graph: number): boolean {
  const given = numbers(flat, flat.field(graph, 1));
  const all = [...given, ...numbers(flat, flat.field(graph, 2))];
  return new Set(all).size - new Set(given).size < all.length - given.length;
}

/** Returns the outputs that the library must compute: the first of each tensor that is not an input. */
function ownPlaces(inputs: readonly NamedTensor[], outputs: readonly NamedTensor[]): number[] {
  const taken = new Set(inputs.map(({ tensor }) => tensor));
  return outputs.flatMap(({ tensor }, at) => {
    if (taken.has(tensor)) return [];
    taken.add(tensor);
    return [at];
  });
}

function sharedAmong(inputs: readonly NamedTensor[], outputs: readonly NamedTensor[]): SharedOutput[] {
  return outputs.flatMap(({ name, tensor }): SharedOutput[] => {
    const input = inputs.find((one) => one.tensor === tensor);
    if (input) return [{ name, from: { input: input.name } }];
    const first = outputs.find((one) => one.tensor === tensor);
    return first && first.name !== name ? [{ name, from: { output: first.name } }] : [];
  });
}

/** Returns a signature's names of its inputs, or its outputs. */
function tensorsOf(
  { view, field, tables, target }: FlatBuffer,
  signature: number,
  index: 0 | 1,
): NamedTensor[] {
  return tables(field(signature, index)).map((map) => {
    const [name, tensor] = [field(map, 0), field(map, 1)];
    return {
      name: name === undefined ? '' : textAt(view, target(name)),
      tensor: tensor === undefined ? 0 : view.getUint32(tensor, true),
    };
  });
}

/** Returns a graph's names of its inputs, or its outputs. */
function namedIn(flat: FlatBuffer, graph: number, index: 1 | 2): NamedTensor[] {
  const { view, field, tables, target } = flat;
  const tensors = tables(field(graph, 0));
  return numbers(flat, field(graph, index)).map((tensor) => {
    const table = tensors[tensor];
    const name = table === undefined ? undefined : field(table, 3);
    return { name: name === undefined ? '' : textAt(view, target(name)), tensor };
  });
}

function textAt(view: DataView, at: number): string {
  return new TextDecoder().decode(
    new Uint8Array(view.buffer, view.byteOffset + at + 4, view.getUint32(at, true)),
  );
}

function numbers({ view, target }: FlatBuffer, at: number | undefined): number[] {
  if (at === undefined) return [];
  const list = target(at);
  const count = Math.min(view.getUint32(list, true), view.byteLength / 4);
  return Array.from({ length: count }, (_, place) => view.getInt32(list + 4 + 4 * place, true));
}

/** Keeps some elements of a list, in their order. Does not change a list that would become empty. */
function shrink(
  { view, target }: FlatBuffer,
  at: number | undefined,
  places: readonly number[],
  of: 'numbers' | 'offsets',
): void {
  if (at === undefined || places.length === 0) return;
  const list = target(at);
  for (const [to, from] of places.entries()) {
    const [there, here] = [list + 4 + 4 * to, list + 4 + 4 * from];
    // An offset counts from its own place.
    view.setUint32(there, view.getUint32(here, true) + (of === 'offsets' ? here - there : 0), true);
  }
  view.setUint32(list, places.length, true);
}
