import { DATA_SIZED_OPS } from '@pilotlight/model-runtime/litert';
import type { DType } from '@pilotlight/protocol/tensors';
import type { EngineVerdict, ModelStructure } from '../model-description.ts';
import { no, signatureProblem, yes } from './verdict.ts';

const DATA_SIZED: ReadonlySet<string> = new Set(DATA_SIZED_OPS.values());
const DTYPES: ReadonlySet<DType> = new Set<DType>(['float32', 'int32', 'int8', 'uint8', 'bool', 'int64']);

/** LiteRT has nearly all built-in ops of TensorFlow Lite, and some custom ones. */
export function litertVerdict(structure: ModelStructure): EngineVerdict {
  if (structure.format !== 'tflite') return no('litert', 'it runs TensorFlow Lite models only');
  const problem = signatureProblem(structure, DTYPES);
  if (problem !== undefined) return no('litert', problem);
  const foreign = structure.unsupported.find((text) => /^(op|output) /.test(text));
  if (foreign !== undefined) return no('litert', foreign);
  const { keepsState = false, isSizedByRequests = false } = structure;
  const open = isSizedByRequests ? undefined : openSize(structure);
  if (open !== undefined)
    return no('litert', `it needs every size except the batch's, and '${open}' leaves others open`);
  const notes = [
    'it has every op',
    ...(keepsState
      ? ['the model keeps state from run to run, and gets fresh state for each row of each call']
      : []),
    ...(isSizedByRequests ? ['the first request with new sizes prepares the model for them'] : []),
  ];
  return yes('litert', notes.join('; '));
}

/**
 * Finds the first tensor with an open size other than the batch, which is served row by row. It can also be an output that
 * gets its size only from the run.
 */
function openSize({ signatures, ops }: ModelStructure): string | undefined {
  const isDataSized = ops.some(({ name }) => DATA_SIZED.has(name));
  for (const { inputs, outputs } of Object.values(signatures)) {
    const open = Object.entries({ ...inputs, ...outputs }).find(([, { shape }]) => shape.indexOf(-1, 1) > 0);
    if (open) return open[0];
    if (!isDataSized && Object.values(inputs).every(({ shape }) => shape[0] === -1)) continue;
    const long = Object.entries(outputs).find(([, { shape }]) => shape[0] === -1);
    if (long) return long[0];
  }
  return undefined;
}
