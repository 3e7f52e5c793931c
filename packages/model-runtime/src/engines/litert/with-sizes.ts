import { type FlatBuffer, openFlatBuffer } from './flat-buffer.ts';
import { type FlatPart, type Reference, writeBefore } from './flat-writer.ts';
import type { OpenSizes, OpenTensor } from './open-sizes.ts';

/** The file format's numbers for ops, their options and types. */
const SHAPE = { code: 77, options: 55 };
const RESHAPE = { code: 22, options: 17 };
const MAXIMUM = { code: 55, options: 39 };
const LOGICAL_OR = { code: 84, options: 60 };
const INT32 = 2;
const BOOL = 6;

/** The sizes of a graph's inputs and, if they are known, its outputs, in order. */
export interface Sizes {
  inputs: readonly (readonly number[])[];
  outputs?: readonly (readonly number[])[];
}

/**
 * Makes a file with one graph that takes inputs of fixed sizes. Its outputs have fixed sizes too, if these are known,
 * followed by the sizes that each had in the run: the library allocates what a file declares, but computes with the sizes of
 * the request.
 *
 * The outputs are copies: a tensor with a size that only the run decides, or that is known before it, such as the result of
 * SHAPE, is not where the library looks for an output. RESHAPE gives it a fixed size, and the maximum of two equal tensors
 * is computed in the run.
 * are the same is computed in the run.
 */
export function withSizes(file: Uint8Array, open: OpenSizes, sizes: Sizes): Uint8Array<ArrayBuffer> {
  const fixed = withInputSizes(file, open.inputs, sizes.inputs);
  const flat = openFlatBuffer(fixed);
  const { view, root, field, target, tables } = flat;
  const kept = (table: number, index: number): Record<number, Reference> => {
    const at = field(table, index);
    return at === undefined ? {} : { [index]: behind(target(at)) };
  };
  const [graph = 0, ...bodies] = tables(field(root, 2));
  const tensors = tables(field(graph, 0));
  const codes = tables(field(root, 1));

  const added: FlatPart[] = [];
  const ops: FlatPart[] = [];
  const results: number[] = [];
  const add = (tensor: FlatPart) => tensors.length + added.push(tensor) - 1;
  const codesAdded: number[] = [];
  const apply = (
    op: { code: number; options: number },
    options: FlatPart,
    inputs: number[],
    output: number,
  ) => {
    codesAdded.push(op.code);
    ops.push({
      table: {
        0: { number: codes.length + codesAdded.length - 1 },
        1: { numbers: inputs },
        2: { numbers: [output] },
        3: { byte: op.options },
        4: options,
      },
    });
  };
  for (const [at, { tensor, name }] of (sizes.outputs ? open.outputs : []).entries()) {
    const shape = sizes.outputs?.[at] ?? [];
    const original = tensors[tensor] ?? 0;
    const type = field(original, 1);
    const elements = type === undefined ? 0 : view.getInt8(type);
    const copyAs = (as: string) =>
      add({
        table: {
          0: { numbers: shape },
          1: { byte: elements },
          3: { text: `${name}_${at}_${as}` },
          ...kept(original, 4),
        },
      });
    const [sized, copy] = [copyAs('sized'), copyAs('copy')];
    apply(RESHAPE, { table: { 0: { numbers: shape } } }, [tensor], sized);
    apply(elements === BOOL ? LOGICAL_OR : MAXIMUM, { table: {} }, [sized, sized], copy);
    results.push(copy);
  }
  for (const [at, { tensor, shape, name }] of open.outputs.entries()) {
    const sizeTensor = (of: string) =>
      add({
        table: { 0: { numbers: [shape.length] }, 1: { byte: INT32 }, 3: { text: `${name}_${at}_${of}` } },
      });
    const [found, given] = [sizeTensor('found'), sizeTensor('size')];
    apply(SHAPE, { table: { 0: { byte: INT32 } } }, [tensor], found);
    apply(MAXIMUM, { table: {} }, [found, found], given);
    results.push(given);
  }

  const model: FlatPart = {
    table: {
      ...number(flat, root, 0),
      1: { references: [...codes.map(behind), ...codesAdded.map(opcode)] },
      2: {
        references: [
          {
            table: {
              0: { references: [...tensors.map(behind), ...added] },
              ...kept(graph, 1),
              2: { numbers: results },
              3: { references: [...tables(field(graph, 3)).map(behind), ...ops] },
              ...kept(graph, 4),
            },
          },
          ...bodies.map(behind),
        ],
      },
      ...kept(root, 4),
    },
  };
  return writeBefore(model, fixed, 'TFL3');
}

function behind(at: number): Reference {
  return { behind: at };
}

function opcode(code: number): FlatPart {
  return { table: { 0: { byte: code }, 2: { number: 1 }, 3: { number: code } } };
}

function number({ view, field }: FlatBuffer, table: number, index: number) {
  const at = field(table, index);
  return at === undefined ? {} : { [index]: { number: view.getInt32(at, true) } };
}

/** Makes a file followed by lists of sizes, which the shapes of its inputs refer to. */
function withInputSizes(
  file: Uint8Array,
  inputs: readonly OpenTensor[],
  sizes: readonly (readonly number[])[],
): Uint8Array {
  const { root, field, tables } = openFlatBuffer(file);
  const [graph = 0] = tables(field(root, 2));
  const tensors = tables(field(graph, 0));
  let end = Math.ceil(file.byteLength / 4) * 4;
  const changed = new Uint8Array(end + sizes.reduce((sum, shape) => sum + 4 + 4 * shape.length, 0));
  changed.set(file);
  const view = new DataView(changed.buffer);
  for (const [at, { tensor }] of inputs.entries()) {
    const shape = sizes[at] ?? [];
    for (const index of [0, 7]) {
      const leads = field(tensors[tensor] ?? 0, index);
      if (leads !== undefined) view.setUint32(leads, end - leads, true);
    }
    for (const size of [shape.length, ...shape]) {
      view.setInt32(end, size, true);
      end += 4;
    }
  }
  return changed;
}
