import { openFlatBuffer } from './flat-buffer.ts';

const CALL_ONCE = 129;
const ASSIGN_VARIABLE = 144;

/** The tensors in a TensorFlow Lite file that keep their values from one run to the next. */
export interface KeptState {
  /** True if an answer depends on earlier runs: not if only the file's initialization writes, as for tables and weights. */
  isKept: boolean;
  /**
   * Parts of the file that the library's reader refuses, but that its interpreter, which reads the file again, needs: they
   * must be zero while the reader runs. Places and lengths in bytes.
   */
  hidden: [at: number, length: number][];
}

/**
 * Finds variable tensors, such as those of recurrent ops, and ops that write variables.
 *
 * @throws {RangeError} if an offset leads out of the file.
 */
export function findKeptState(file: Uint8Array): KeptState {
  const { view, root, field, target, tables } = openFlatBuffer(file);
  const opcodes = tables(field(root, 1)).map((code) => {
    // Older files have only the byte.
    const [byte, number] = [field(code, 0), field(code, 3)];
    return Math.max(
      byte === undefined ? 0 : view.getInt8(byte),
      number === undefined ? 0 : view.getInt32(number, true),
    );
  });
  const numberAt = (at: number | undefined) => (at === undefined ? 0 : view.getUint32(at, true));
  const hidden: KeptState['hidden'] = [];
  const beginnings = new Set<number>();
  const writers: number[] = [];
  let hasVariables = false;
  for (const [index, graph] of tables(field(root, 2)).entries()) {
    for (const tensor of tables(field(graph, 0))) {
      const flag = field(tensor, 5);
      if (flag === undefined || view.getUint8(flag) === 0) continue;
      hasVariables = true;
      hidden.push([flag, 1]);
    }
    for (const operator of tables(field(graph, 3))) {
      const op = opcodes[numberAt(field(operator, 0))];
      const options = field(operator, 4);
      if (op === ASSIGN_VARIABLE) writers.push(index);
      if (op === CALL_ONCE && options !== undefined) beginnings.add(numberAt(field(target(options), 0)));
      // A list without elements counts as none.
      for (const list of [field(operator, 7), field(operator, 8)])
        if (list !== undefined) hidden.push([target(list), 4]);
    }
  }
  return { isKept: hasVariables || writers.some((graph) => !beginnings.has(graph)), hidden };
}
