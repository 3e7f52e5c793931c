import type { DType } from '@pilotlight/protocol/tensors';
import type { EngineVerdict, ModelStructure } from '../model-description.ts';
import { no, signatureProblem, yes } from './verdict.ts';

const DTYPES: ReadonlySet<DType> = new Set<DType>(['float32', 'int32', 'int8', 'uint8', 'bool', 'int64']);

/** LiteRT has all built-in ops of TensorFlow Lite, and no others. */
export function litertVerdict(structure: ModelStructure): EngineVerdict {
  if (structure.format !== 'tflite') return no('litert', 'it runs TensorFlow Lite models only');
  const problem = signatureProblem(structure, DTYPES);
  if (problem !== undefined) return no('litert', problem);
  const foreign = structure.unsupported.find((text) => text.startsWith('op '));
  if (foreign !== undefined) return no('litert', foreign);
  const open = openSize(structure);
  if (open !== undefined)
    return no('litert', `it needs every size but the batch's, and '${open}' leaves others open`);
  return yes('litert', 'it has every built-in op');
}

/** The first input whose shape leaves more open than the batch, which is served row by row. */
function openSize({ signatures }: ModelStructure): string | undefined {
  return Object.values(signatures)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .find(([, { shape }]) => shape.indexOf(-1, 1) > 0)?.[0];
}
