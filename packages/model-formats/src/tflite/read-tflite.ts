import { basename, dirname } from 'node:path';
import { findKeptState } from '@pilotlight/model-runtime/kept-state';
import { readOpenSizes } from '@pilotlight/model-runtime/open-sizes';
import { countByName } from '../count-by-name.ts';
import { decodeFile } from '../decode-file.ts';
import { toSignatures } from '../found-signature.ts';
import { LIMITS } from '../limits.ts';
import type { ModelStructure } from '../model-description.ts';
import { readBoundedFile } from '../read-bounded-file.ts';
import { opProblem } from './ops/op-support.ts';
import { decodeTflite, type TfliteModel } from './tflite-model.ts';
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
      const problems = new Set(ops.flatMap((op) => opProblem(op) ?? []));
      return {
        format: 'tflite',
        folder: dirname(file),
        entry: basename(file),
        files: [{ name: basename(file), bytes: content.byteLength }],
        signatures,
        ops: countByName(ops.map(({ name }) => name)),
        ...tfliteWeights(model),
        bytes: content.byteLength,
        keepsState: findKeptState(content).isKept,
        isSizedByRequests: readOpenSizes(content) !== undefined,
        unsupported: [
          ...unsupported,
          ...problems,
          ...unsizedOutputs(model).map((name) => `output '${name}' gets its size only when the model runs`),
        ],
      };
    },
  });
}

/** Returns outputs of custom ops without a shape: if the converter did not know a shape, it looks like a single number. */
function unsizedOutputs({ subgraphs }: TfliteModel): string[] {
  return subgraphs.flatMap(({ ops, given, tensors, outputs }) =>
    ops.flatMap((op, index) =>
      (op.isCustom && opProblem(op) === undefined ? (given[index] ?? []) : [])
        .filter((tensor) => outputs.includes(tensor) && tensors[tensor]?.shape.length === 0)
        .map((tensor) => tensors[tensor]?.name ?? ''),
    ),
  );
}
