import {
  hexOf,
  type ModelDirectory,
  SHARED_FOLDER,
  SHARED_PAGES_FILE,
} from '@pilotlight/model-runtime/store';
import type { Problem } from './problem.ts';
import type { UploadedCodebase } from './uploaded.ts';

/** Checks that each model that the build takes is in an archive, with every file of its manifest. */
export function checkModelsUploaded(
  models: readonly Pick<ModelDirectory, 'model' | 'version'>[],
  codebases: readonly Pick<UploadedCodebase, 'archive'>[],
): Problem[] {
  return models.flatMap(({ model, version }) => {
    const manifest = `${model}/${version}/manifest.json`;
    const path = `models/${manifest}`;
    const archive = codebases.map((one) => one.archive).find((one) => one.getEntry(path));
    if (!archive) return [{ where: 'models', problem: `${manifest} was not uploaded` }];
    const { files, pages }: { files: Record<string, string>; pages?: object } = JSON.parse(
      archive.readAsText(path),
    );
    const missing = Object.entries(files)
      .filter(
        ([file, digest]) =>
          !archive.getEntry(path.replace('manifest.json', file)) &&
          !archive.getEntry(`models/${SHARED_FOLDER}/${hexOf(digest)}`),
      )
      .map(([file]) => file);
    if (pages && !archive.getEntry(`models/${SHARED_FOLDER}/${SHARED_PAGES_FILE}`))
      missing.push(SHARED_PAGES_FILE);
    return missing.map((file) => ({ where: 'models', problem: `${file} of ${manifest} was not uploaded` }));
  });
}
