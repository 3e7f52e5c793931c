import { EngineError } from '../../errors/engine-error.ts';
import type { Engine, EngineOptions, LoadedModel, ModelSource } from '../engine.ts';
import { LitertError } from './litert-error.ts';
import { compileLitert, type LitertModule } from './litert-module.ts';
import type { LitertSession } from './litert-session.ts';
import { openLitertModel } from './open-litert-model.ts';
import { runSignature } from './run-signature.ts';

/**
 * Starts LiteRT.js.
 *
 * @throws {EngineError} where its files are missing or do not start.
 */
export async function startLitertEngine({ assetPath }: EngineOptions): Promise<Engine> {
  const module = await compileLitert(assetPath).catch((cause: unknown) => {
    throw new EngineError('litert', 'its files cannot be read or do not start', { cause });
  });
  return { load: (source) => loadModel(module, source) };
}

async function loadModel(module: LitertModule, source: ModelSource): Promise<LoadedModel> {
  const open = async () => openLitertModel(module, await source.read(source.manifest.entry));
  const first = await open();
  const { signatures } = first;
  let session: Promise<LitertSession> | undefined = Promise.resolve(first);

  return {
    signatures: Object.fromEntries(
      [...signatures].map(([name, { inputs, outputs }]) => [
        name,
        { inputs: inputs.map((tensor) => tensor.name), outputs: outputs.map((tensor) => tensor.name) },
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
        // What was thrown through the library leaves it in the middle of something: the next run has another.
        if (!(error instanceof LitertError) || error.cause !== undefined) session = undefined;
        throw error;
      }
    },

    dispose() {
      session = undefined;
    },
  };
}
