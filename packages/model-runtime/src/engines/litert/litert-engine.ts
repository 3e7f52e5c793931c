import { EngineError } from '../../errors/engine-error.ts';
import type { Engine, EngineOptions, LoadedModel, ModelSource } from '../engine.ts';
import { LitertError } from './litert-error.ts';
import { compileLitert, type LitertModule } from './litert-module.ts';
import type { LitertSession } from './litert-session.ts';
import { openLitertModel } from './open-litert-model.ts';
import { type OpenSizes, readOpenSizes } from './open-sizes.ts';
import { runSignature } from './run-signature.ts';
import { openSizedModel } from './sized-model.ts';

/**
 * Starts LiteRT.js.
 *
 * @throws {EngineError} if its files are missing or do not start.
 */
export async function startLitertEngine({ assetPath }: EngineOptions): Promise<Engine> {
  const module = await compileLitert(assetPath).catch((cause: unknown) => {
    throw new EngineError('litert', 'its files cannot be read or do not start', { cause });
  });
  return { load: (source) => loadModel(module, source) };
}

function openSizes(file: Uint8Array): OpenSizes | undefined {
  try {
    return readOpenSizes(file);
  } catch {
    // For a damaged file, the library reports what is wrong.
    return undefined;
  }
}

function namesOf(tensors: OpenSizes['inputs']): string[] {
  return tensors.map(({ name }) => name);
}

function loadSizedModel(
  module: LitertModule,
  sizes: OpenSizes,
  read: () => Promise<Uint8Array>,
): LoadedModel {
  let model = openSizedModel(module, sizes, read);
  return {
    signatures: { [model.signature]: { inputs: namesOf(sizes.inputs), outputs: namesOf(sizes.outputs) } },

    async run(name, inputs) {
      if (name !== model.signature) throw new LitertError(`it has no signature '${name}'`);
      return model.run(inputs);
    },

    dispose() {
      model = openSizedModel(module, sizes, read);
    },
  };
}

async function loadModel(module: LitertModule, source: ModelSource): Promise<LoadedModel> {
  const read = async () => source.read(source.manifest.entry);
  const file = await read();
  const sizes = openSizes(file);
  if (sizes) return loadSizedModel(module, sizes, read);
  const open = async () => openLitertModel(module, await read());
  const first = await openLitertModel(module, file);
  const { signatures } = first;
  let session: Promise<LitertSession> | undefined = Promise.resolve(first);

  return {
    signatures: Object.fromEntries(
      [...signatures].map(([name, { inputs, outputs, shared = [] }]) => [
        name,
        {
          inputs: inputs.map((tensor) => tensor.name),
          outputs: outputs.map((tensor) => tensor.name),
          copies: Object.fromEntries(shared.map((output) => [output.name, output.from])),
        },
      ]),
    ),

    async run(name, inputs) {
      const signature = signatures.get(name);
      const promised = source.manifest.signatures[name];
      if (!signature || !promised) throw new LitertError(`it has no signature '${name}'`);
      session ??= open();
      try {
        return runSignature({ session: await session, signature, promised, inputs });
      } catch (error) {
        // An error thrown through the library leaves its state undefined: the next run uses a new instance.
        if (!(error instanceof LitertError) || error.cause !== undefined) session = undefined;
        throw error;
      }
    },

    ...(first.startAfresh && {
      async startAfresh() {
        session ??= open();
        (await session).startAfresh?.();
      },
    }),

    dispose() {
      session = undefined;
    },
  };
}
