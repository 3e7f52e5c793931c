import { findDataSizedOp } from './data-sized-ops.ts';
import { type FlatBuffer, openFlatBuffer } from './flat-buffer.ts';

/** An input or output of a graph, with the numbers of its tensor and -1 for each open size. */
export interface OpenTensor {
  name: string;
  tensor: number;
  shape: readonly number[];
}

/** A graph that needs sizes before it runs. */
export interface OpenSizes {
  /** The name of its signature; undefined if the file names none. */
  signature: string | undefined;
  /** In the graph's order. */
  inputs: readonly OpenTensor[];
  outputs: readonly OpenTensor[];
}

/**
 * Reads the open sizes of a file's main graph, if they are more than a batch of rows that can run one by one.
 *
 * @returns undefined if no other size is open, or if the file has several signatures, or ops with outputs sized by the
 *   data.
 * @throws {RangeError} if an offset leads out of the file.
 */
export function readOpenSizes(file: Uint8Array): OpenSizes | undefined {
  const flat = openFlatBuffer(file);
  const { root, field, tables } = flat;
  const [graph] = tables(field(root, 2));
  const [signature, ...more] = tables(field(root, 7));
  if (graph === undefined || more.length > 0 || graphOf(flat, signature) !== 0) return undefined;
  const names = (index: 0 | 1) => (signature === undefined ? undefined : namesIn(flat, signature, index));
  const inputs = tensorsOf(flat, graph, 1, names(0));
  const outputs = tensorsOf(flat, graph, 2, names(1));
  if (isBatchOnly(inputs, outputs) || findDataSizedOp(file) !== undefined) return undefined;
  // Weights after the rest of the file are found by their place in it.
  if (tables(field(root, 4)).some((buffer) => field(buffer, 1) !== undefined)) return undefined;
  const key = signature === undefined ? undefined : field(signature, 2);
  return { signature: key === undefined ? undefined : textAt(flat, key), inputs, outputs };
}

function isBatchOnly(inputs: readonly OpenTensor[], outputs: readonly OpenTensor[]): boolean {
  const isOpen = ({ shape }: OpenTensor) => shape.includes(-1);
  const isOpenWithin = ({ shape }: OpenTensor) => shape.indexOf(-1, 1) > 0;
  if ([...inputs, ...outputs].some(isOpenWithin)) return false;
  return !outputs.some(isOpen) || inputs.every(({ shape }) => shape[0] === -1);
}

/** Returns the index of a signature's graph; the others are bodies of loops and the like. */
function graphOf({ view, field }: FlatBuffer, signature: number | undefined): number {
  const at = signature === undefined ? undefined : field(signature, 4);
  return at === undefined ? 0 : view.getUint32(at, true);
}

/** Returns a signature's names of tensors, by their numbers. */
function namesIn(flat: FlatBuffer, signature: number, index: 0 | 1): Map<number, string> {
  const { view, field, tables } = flat;
  return new Map(
    tables(field(signature, index)).map((map) => {
      const [name, tensor] = [field(map, 0), field(map, 1)];
      return [
        tensor === undefined ? 0 : view.getUint32(tensor, true),
        name === undefined ? '' : textAt(flat, name),
      ];
    }),
  );
}

function tensorsOf(
  flat: FlatBuffer,
  graph: number,
  index: 1 | 2,
  names: ReadonlyMap<number, string> | undefined,
): OpenTensor[] {
  const { field, tables } = flat;
  const all = tables(field(graph, 0));
  return numbersAt(flat, field(graph, index)).map((tensor, place) => {
    const table = all[tensor];
    if (table === undefined) throw new RangeError(`there is no tensor ${tensor}`);
    const own = field(table, 3);
    const fallback = `${index === 1 ? 'input' : 'output'}_${place}`;
    const name = names ? (names.get(tensor) ?? '') : own === undefined ? '' : textAt(flat, own);
    const [fixed, open] = [numbersAt(flat, field(table, 0)), numbersAt(flat, field(table, 7))];
    return {
      name: name === '' ? fallback : name,
      tensor,
      shape: open.length === fixed.length ? open : fixed,
    };
  });
}

function numbersAt({ view, target }: FlatBuffer, at: number | undefined): number[] {
  if (at === undefined) return [];
  const list = target(at);
  const count = Math.min(view.getUint32(list, true), view.byteLength / 4);
  return Array.from({ length: count }, (_, place) => view.getInt32(list + 4 + 4 * place, true));
}

function textAt({ view, target }: FlatBuffer, at: number): string {
  const text = target(at);
  const length = view.getUint32(text, true);
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + text + 4, length));
}
