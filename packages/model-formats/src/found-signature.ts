import { DTYPES, type DType, type Signature, type TensorSpec } from '@pilotlight/protocol/tensors';

/** A tensor of a signature as its file describes it. Its type has TensorFlow's name, and may be one that is not served. */
export interface FoundTensor {
  dtype: string;
  /** Undefined if even the number of dimensions is open. */
  shape: readonly number[] | undefined;
  quantization?: TensorSpec['quantization'];
  heldAs?: TensorSpec['heldAs'];
  /** Another reason why it cannot be served, such as "is sparse". */
  problem?: string | undefined;
}

export interface FoundSignature {
  inputs: ReadonlyMap<string, FoundTensor>;
  outputs: ReadonlyMap<string, FoundTensor>;
}

/**
 * Returns the signatures that can be served, and for each other one the reason. Names come from the file, so their objects
 * are made from entries, where `__proto__` is a name like any other.
 */
export function toSignatures(found: ReadonlyMap<string, FoundSignature>): {
  signatures: Record<string, Signature>;
  unsupported: string[];
} {
  const signatures: [string, Signature][] = [];
  const unsupported: string[] = [];
  for (const [name, { inputs, outputs }] of found) {
    const problems = [...problemsOf('input', inputs), ...problemsOf('output', outputs)];
    if (problems.length > 0) {
      unsupported.push(`signature '${name}': ${problems.join('; ')}`);
    } else {
      signatures.push([name, { inputs: toSpecs(inputs), outputs: toSpecs(outputs) }]);
    }
  }
  return { signatures: Object.fromEntries(signatures), unsupported };
}

function problemsOf(role: string, tensors: ReadonlyMap<string, FoundTensor>): string[] {
  return [...tensors].flatMap(([name, { dtype, problem }]) => {
    if (problem !== undefined) return [`${role} '${name}' ${problem}`];
    if (!toDType(dtype)) return [`${role} '${name}' has the dtype ${dtype}, which no engine here takes`];
    return [];
  });
}

function toSpecs(tensors: ReadonlyMap<string, FoundTensor>): Record<string, TensorSpec> {
  return Object.fromEntries(
    [...tensors].flatMap(([name, { dtype: text, shape, quantization, heldAs }]) => {
      const dtype = toDType(text);
      const size = shape ? { shape } : { shape: [], unknownRank: true as const };
      const how = { ...(quantization && { quantization }), ...(heldAs && { heldAs }) };
      return dtype ? [[name, { dtype, ...size, ...how }]] : [];
    }),
  );
}

function toDType(text: string): DType | undefined {
  return DTYPES.find((dtype) => dtype === text);
}
