import type { LitertSession, LitertSignature } from './litert-session.ts';
import type { SharedOutput } from './shared-outputs.ts';
import type { TensorType } from './tensor-type.ts';

/** Gives a session's signatures the outputs back that the library was not told of. */
export function withSharedOutputs(
  session: LitertSession,
  shared: ReadonlyMap<number, readonly SharedOutput[]>,
): LitertSession {
  const whole = new Map<LitertSignature, LitertSignature>();
  const signatures = new Map<string, LitertSignature>();
  for (const [key, own] of session.signatures) {
    const outputs = [
      ...own.outputs.filter(isOwn(own)),
      ...(shared.get(own.index) ?? []).flatMap(typeIn(own)),
    ];
    const signature = { ...own, outputs };
    whole.set(signature, own);
    signatures.set(key, signature);
  }

  function isOwn({ index }: LitertSignature) {
    return ({ name }: TensorType) => !shared.get(index)?.some((one) => one.name === name);
  }

  return {
    signatures,
    run(signature, inputs) {
      const own = whole.get(signature);
      if (!own) throw new TypeError('the signature is of another session');
      const results = session.run(own, inputs);
      const of = (types: readonly TensorType[], name: string) =>
        types.findIndex((type) => type.name === name);
      return signature.outputs.flatMap(({ name }) => {
        const from = shared.get(own.index)?.find((one) => one.name === name)?.from ?? { output: name };
        const tensor =
          'input' in from ? inputs[of(own.inputs, from.input)] : results[of(own.outputs, from.output)];
        // An answer shares no memory with what was asked, or with another.
        return tensor ? [{ ...tensor, data: tensor.data.slice() }] : [];
      });
    },
  };
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
