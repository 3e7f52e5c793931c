import { INTERNAL_SIGNATURE } from '@pilotlight/model-runtime/saved-model';
import type { FoundSignature, FoundTensor } from '../found-signature.ts';
import { dataTypeName } from './data-types.ts';
import { type MetaGraphMessage, readShape, type TensorInfoMessage } from './saved-model-proto.ts';

export function savedModelSignatures({ signatureDef }: MetaGraphMessage): Map<string, FoundSignature> {
  return new Map(
    Object.entries(signatureDef)
      .filter(([name]) => !INTERNAL_SIGNATURE.test(name))
      .map(([name, { inputs, outputs }]) => [
        name,
        { inputs: describeAll(inputs), outputs: describeAll(outputs) },
      ]),
  );
}

function describeAll(tensors: Record<string, TensorInfoMessage>): Map<string, FoundTensor> {
  return new Map(
    Object.entries(tensors).map(([name, { dtype, tensorShape, cooSparse, compositeTensor }]) => {
      const tensor = { dtype: dataTypeName(dtype), shape: readShape(tensorShape) };
      if (cooSparse) return [name, { ...tensor, problem: 'is sparse' }];
      if (compositeTensor) return [name, { ...tensor, problem: 'is made of several tensors' }];
      return [name, tensor];
    }),
  );
}
