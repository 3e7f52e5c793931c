import { openFlatBuffer } from './flat-buffer.ts';

/**
 * Finds the weights in a TensorFlow Lite file, which the library has read already: where each lies, and how long it is, in
 * bytes. Those of files of more than 2 GB, which lie behind the rest, are left out.
 *
 * @returns undefined where the file has more than one graph: which weights a run reads may depend on its inputs then.
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
