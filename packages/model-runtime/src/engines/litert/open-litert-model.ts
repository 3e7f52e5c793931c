import type { LitertModule } from './litert-module.ts';
import { type LitertSession, type LitertSignature, openLitertSession } from './litert-session.ts';
import { type SeparateOutputs, separateOutputs, type SharedOutput } from './shared-outputs.ts';
import type { TensorType } from './tensor-type.ts';

/**
 * Opens a session of a file with outputs that may share a tensor.
 *
 * @throws {LitertError} if LiteRT cannot read the file, or its inputs or outputs do not fit a request.
 */
export async function openLitertModel(module: LitertModule, file: Uint8Array): Promise<LitertSession> {
  const separate = separated(file);
  return separate
    ? withSharedOutputs(await openLitertSession(module, separate.file), separate.shared)
    : openLitertSession(module, file);
}

function separated(file: Uint8Array): SeparateOutputs | undefined {
  try {
    return separateOutputs(file);
  } catch {
    // For a damaged file, the library reports what is wrong.
    return undefined;
  }
}

/** Adds the outputs that the library does not know to a session's signatures. */
function withSharedOutputs(
  session: LitertSession,
  shared: ReadonlyMap<number, readonly SharedOutput[]>,
): LitertSession {
  const whole = new Map<LitertSignature, LitertSignature>();
  const signatures = new Map<string, LitertSignature>();
  for (const [key, own] of session.signatures) {
    const removed = shared.get(own.index) ?? [];
    const outputs = [...own.outputs.filter(isOwn(own)), ...removed.flatMap(typeIn(own))];
    const signature = { ...own, outputs, shared: removed };
    whole.set(signature, own);
    signatures.set(key, signature);
  }

  function isOwn({ index }: LitertSignature) {
    return ({ name }: TensorType) => !shared.get(index)?.some((one) => one.name === name);
  }

  return {
    ...session,
    signatures,
    run(signature, inputs) {
      const own = whole.get(signature);
      if (!own) throw new TypeError('the signature is of another session');
      const results = session.run(own, inputs);
      return signature.outputs.flatMap(({ name }) => {
        const from = shared.get(own.index)?.find((one) => one.name === name)?.from ?? { output: name };
        const tensor =
          'input' in from
            ? inputs[placeOf(own.inputs, from.input)]
            : results[placeOf(own.outputs, from.output)];
        // An answer shares no memory with its inputs or another answer.
        return tensor ? [{ ...tensor, data: tensor.data.slice() }] : [];
      });
    },
  };
}

function placeOf(types: readonly TensorType[], name: string): number {
  return types.findIndex((type) => type.name === name);
}

function typeIn({ inputs, outputs }: LitertSignature) {
  return ({ name, from }: SharedOutput): TensorType[] => {
    const type =
      'input' in from
        ? inputs.find((one) => one.name === from.input)
        : outputs.find((one) => one.name === from.output);
    return type ? [{ ...type, name }] : [];
  };
}
