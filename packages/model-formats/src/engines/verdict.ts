import type { DType, Signature } from '@pilotlight/protocol/tensors';
import type { EngineName } from '@pilotlight/protocol';
import type { EngineVerdict, ModelStructure } from '../model-description.ts';

export function yes(name: EngineName, why: string): EngineVerdict {
  return { name, canRun: true, why };
}

export function no(name: EngineName, why: string): EngineVerdict {
  return { name, canRun: false, why };
}

/** Returns why an engine that takes only these dtypes cannot run any signature of a model. */
export function signatureProblem(
  { signatures, unsupported }: ModelStructure,
  dtypes: ReadonlySet<DType>,
): string | undefined {
  const all = Object.values(signatures);
  if (all.length === 0) return unsupported[0] ?? 'the file has no signature to call';
  const foreign = all.map((signature) => foreignDtype(signature, dtypes));
  return foreign.includes(undefined) ? undefined : `it does not take tensors of ${foreign[0]}`;
}

function foreignDtype({ inputs, outputs }: Signature, dtypes: ReadonlySet<DType>): DType | undefined {
  return [...Object.values(inputs), ...Object.values(outputs)]
    .map(({ dtype, heldAs }) => heldAs ?? dtype)
    .find((dtype) => !dtypes.has(dtype));
}
