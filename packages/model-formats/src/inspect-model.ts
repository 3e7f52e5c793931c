import { findCarried } from './carried/find-carried.ts';
import { chooseEngine } from './engines/choose-engine.ts';
import { locateModel } from './locate-model.ts';
import type { ModelDescription } from './model-description.ts';
import { ModelFormatError } from './model-format-error.ts';
import { readSavedModel } from './saved-model/read-saved-model.ts';
import { describeTfjsModel, type TfjsDescription } from './tfjs/describe-tfjs-model.ts';
import { readTflite } from './tflite/read-tflite.ts';

/**
 * Describes a model from its files, and says which engines can run it. It runs nothing and loads no engine. For any content
 * of the files it ends with a description or this one error.
 *
 * @param path the folder of a SavedModel, a `model.json` or the folder that holds it, or a `.tflite` file
 * @throws {ModelFormatError} if that is not a model, or a damaged one.
 */
export async function inspectModel(path: string): Promise<ModelDescription> {
  const { structure, needs, wasmLimits } = await readStructure(path);
  return {
    ...structure,
    carried: await findCarried(structure),
    ...chooseEngine(structure, needs, wasmLimits),
  };
}

async function readStructure(path: string): Promise<TfjsDescription> {
  const location = await locateModel(path);
  switch (location.kind) {
    case 'saved-model': {
      const { folder, newestOf } = location;
      const structure = await readSavedModel(folder);
      return { structure: newestOf ? { ...structure, newestOf } : structure, needs: [], wasmLimits: [] };
    }
    case 'tfjs':
      return describeTfjsModel(location.file);
    case 'tflite':
      return { structure: await readTflite(location.file), needs: [], wasmLimits: [] };
    case 'keras':
      throw new ModelFormatError({
        file: location.file,
        problem: 'is a Keras file, which no engine runs as it is',
        fix: '`pilotlight add` converts it; for anything else, add it first',
      });
  }
}
