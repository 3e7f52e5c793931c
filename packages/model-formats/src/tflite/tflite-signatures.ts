import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { at, type TfliteModel, type TfliteSubgraph, type TfliteTensor } from './tflite-model.ts';

/** Returns the signatures. A file without any has one: its main subgraph, with the names of its tensors. */
export function tfliteSignatures({ subgraphs, signatures }: TfliteModel): Map<string, FoundSignature> {
  if (signatures.length === 0) {
    const main = at(subgraphs, 0, 'subgraph');
    const found = { inputs: byOwnName(main, 'input'), outputs: byOwnName(main, 'output') };
    return new Map([[DEFAULT_SIGNATURE, found]]);
  }
  return new Map(
    signatures.map(({ key, subgraph, inputs, outputs }) => {
      const { tensors } = at(subgraphs, subgraph, 'subgraph');
      const byName = (named: typeof inputs) =>
        new Map(named.map(({ name, tensor }) => [name, describe(at(tensors, tensor, 'tensor'))]));
      return [key || DEFAULT_SIGNATURE, { inputs: byName(inputs), outputs: byName(outputs) }];
    }),
  );
}

function byOwnName(main: TfliteSubgraph, role: 'input' | 'output'): Map<string, FoundTensor> {
  const indices = role === 'input' ? main.inputs : main.outputs;
  return new Map(
    indices.map((index, place) => {
      const tensor = at(main.tensors, index, 'tensor');
      return [tensor.name || `${role}_${place}`, describe(tensor)];
    }),
  );
}

function describe({ type, shape, scales, zeroPoints }: TfliteTensor): FoundTensor {
  const [scale, another] = scales;
  if (scale === undefined || scale === 0 || type === 'float32') return { dtype: type, shape };
  if (another !== undefined) return { dtype: type, shape, problem: 'is quantized per channel' };
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`${scale} is not a valid scale`);
  return { dtype: type, shape, quantization: { scale, zeroPoint: zeroPoints[0] ?? 0 } };
}
