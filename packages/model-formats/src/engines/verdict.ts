import type { DType, Signature } from '@pilotlight/protocol/tensors';
import type { EngineName } from '@pilotlight/protocol';
import type { EngineVerdict, ModelStructure } from '../model-description.ts';

export function yes(name: EngineName, why: string): EngineVerdict {
  return { name, canRun: true, why };
}

export function no(name: EngineName, why: string): EngineVerdict {
  return { name, canRun: false, why };
}

/** What keeps an engine that takes only these dtypes from running any of a model's signatures. */
export function signatureProblem(
  { signatures, unsupported }: ModelStructure,
  dtypes: ReadonlySet<DType>,
): string | undefined {
  const all = Object.values(signatures);
  if (all.length === 0) return unsupported[0] ?? 'the file names nothing that could be called';
  const foreign = all.map((signature) => foreignDtype(signature, dtypes));
  return foreign.includes(undefined) ? undefined : `it does not take tensors of ${foreign[0]}`;
}

function foreignDtype({ inputs, outputs }: Signature, dtypes: ReadonlySet<DType>): DType | undefined {
  return [...Object.values(inputs), ...Object.values(outputs)]
    .map(({ dtype, heldAs }) => heldAs ?? dtype)
    .find((dtype) => !dtypes.has(dtype));
}
