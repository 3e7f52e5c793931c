import { type EngineName, PilotlightError } from '@pilotlight/protocol';
import type { Engine, EngineOptions, LoadedModel, ModelSource } from './engines/engine.ts';
import { type SnapshotSource, restoreModel } from './snapshot/restore/restore-model.ts';
import { hasSnapshot } from './snapshot/has-snapshot.ts';
import type { Manifest } from './store/manifest.ts';
import { ModelBrokenError } from './errors/model-broken-error.ts';
import { type ModelDirectory, readModelFile, readModelFileInto } from './store/model-directory.ts';
import { memoizeAsync } from './concurrency/memoize-async.ts';
import { startEngine } from './engines/start-engine.ts';

/**
 * Returns a function that loads a model with the engine that its manifest names.
 *
 * @throws {ModelBrokenError} if a file is missing or has changed, the engine cannot load the model, or its tensors have
 *   other names than the manifest says. @throws {EngineError} if the engine does not start.
 */
export function createModelLoader(options: EngineOptions) {
  const engineOf = memoizeAsync((name: EngineName): Promise<Engine> => startEngine(name, options));

  async function loadOnEngine(source: ModelSource, directory: ModelDirectory): Promise<LoadedModel> {
    const { engine: name } = source.manifest;
    const engine = await engineOf(name);
    return engine.load(source).catch((error: unknown) => {
      if (PilotlightError.isInstance(error)) throw error;
      throw new ModelBrokenError(directory, `engine '${name}' cannot load it`, { cause: error });
    });
  }

  return async (directory: ModelDirectory, manifest: Manifest): Promise<LoadedModel> => {
    const source = createModelSource(directory, manifest);
    const load = () => loadOnEngine(source, directory);
    const loaded = await (hasSnapshot(manifest) ? restoreModel(source, load) : load());
    try {
      for (const [name, { inputs, outputs }] of Object.entries(manifest.signatures)) {
        const real = loaded.signatures[name];
        if (!real)
          throw new ModelBrokenError(
            directory,
            `its manifest lists a signature '${name}', which the model does not have`,
          );
        checkNames(directory, 'inputs', Object.keys(inputs), real.inputs);
        checkNames(directory, 'outputs', Object.keys(outputs), real.outputs);
      }
    } catch (error) {
      loaded.dispose();
      throw error;
    }
    return loaded;
  };
}

/** A model as an engine sees it. */
export function createModelSource(
  directory: ModelDirectory,
  manifest: Manifest,
): ModelSource & SnapshotSource {
  return {
    manifest,
    path: directory.path,
    read: (file) => readModelFile(directory, manifest, file),
    readInto: (file, parts, crc32) => readModelFileInto({ directory, manifest, file, parts, crc32 }),
  };
}

function checkNames(
  directory: ModelDirectory,
  what: string,
  said: readonly string[],
  real: readonly string[],
): void {
  if (said.length === real.length && said.every((name) => real.includes(name))) return;
  throw new ModelBrokenError(
    directory,
    `its manifest names the ${what} ${said.join(', ')}; the model has ${real.join(', ')}`,
  );
}
