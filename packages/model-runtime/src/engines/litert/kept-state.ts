import { openFlatBuffer } from './flat-buffer.ts';

const CALL_ONCE = 129;
const ASSIGN_VARIABLE = 144;

/** What a TensorFlow Lite file says of tensors that stay from one run to the next. */
export interface KeptState {
  /** Whether an answer depends on earlier runs: not where only the file's beginning writes, as tables and weights are. */
  isKept: boolean;
  /**
   * Parts of the file that the library's reader refuses, and its interpreter, which reads the file once more, needs: they
   * are to be zero while the one reads. Places and lengths in bytes.
   */
  hidden: [at: number, length: number][];
}

/**
 * Finds variable tensors, as recurrent ops have them, and ops that write variables.
 *
 * @throws {RangeError} where an offset leads out of the file.
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
      // Without elements, a list is as good as none.
      for (const list of [field(operator, 7), field(operator, 8)])
        if (list !== undefined) hidden.push([target(list), 4]);
    }
  }
  return { isKept: hasVariables || writers.some((graph) => !beginnings.has(graph)), hidden };
}
