import { basename, dirname } from 'node:path';
import { countByName } from '../count-by-name.ts';
import { decodeFile } from '../decode-file.ts';
import { toSignatures } from '../found-signature.ts';
import { LIMITS } from '../limits.ts';
import type { ModelStructure } from '../model-description.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { decodeTflite } from './tflite-model.ts';
import { tfliteSignatures } from './tflite-signatures.ts';
import { tfliteWeights } from './tflite-weights.ts';

/** Reads the structure of a `.tflite` file. */
export async function readTflite(file: string): Promise<ModelStructure> {
  const content = await readBoundedFile(file, LIMITS.tflite);
  return decodeFile({
    file,
    as: 'a TensorFlow Lite model',
    decode() {
      const model = decodeTflite(content);
      const { signatures, unsupported } = toSignatures(tfliteSignatures(model));
      const ops = model.subgraphs.flatMap((subgraph) => subgraph.ops);
      const custom = new Set(ops.filter(({ isCustom }) => isCustom).map(({ name }) => name));
      return {
        format: 'tflite',
        folder: dirname(file),
        entry: basename(file),
        files: [{ name: basename(file), bytes: content.byteLength }],
        signatures,
        ops: countByName(ops.map(({ name }) => name)),
        ...tfliteWeights(model),
        bytes: content.byteLength,
        unsupported: [
          ...unsupported,
          ...[...custom].map((name) =>
            name.startsWith('Flex')
              ? `op ${name.slice(4)} is one of TensorFlow's own: convert with TFLITE_BUILTINS alone, or add the SavedModel`
              : `op ${name} is a custom op, which no engine here has`,
          ),
        ],
      };
    },
  });
}
