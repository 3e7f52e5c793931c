import { openFlatBuffer } from './flat-buffer.ts';

/**
 * Finds the weights in a TensorFlow Lite file that the library has already read: their places and lengths, in bytes. Leaves
 * out those of files larger than 2 GB, which are after the rest.
 *
 * @returns undefined if the file has more than one graph: the weights that a run reads may then depend on its inputs.
 */
export function findWeights(file: Uint8Array): [at: number, length: number][] | undefined {
  const { view, root, field, target, tables } = openFlatBuffer(file);
  if (tables(field(root, 2)).length !== 1) return undefined;
  return tables(field(root, 4)).flatMap((buffer) => {
    const data = field(buffer, 0);
    if (data === undefined) return [];
    const list = target(data);
    return [[list + 4, view.getUint32(list, true)]];
  });
}
