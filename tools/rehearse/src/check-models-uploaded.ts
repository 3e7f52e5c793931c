import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hexOf, SHARED_FOLDER } from '@pilotlight/model-runtime/store';
import type { Problem } from './problem.ts';
import type { UploadedCodebase } from './uploaded.ts';

/** Whether every model of the repository, with each file that its manifest lists, is in an archive. */
export async function checkModelsUploaded(
  modelsDirectory: string,
  codebases: readonly Pick<UploadedCodebase, 'archive'>[],
): Promise<Problem[]> {
  const entries = await readdir(modelsDirectory, { recursive: true, withFileTypes: true });
  const manifests = entries
    .filter((entry) => entry.isFile() && entry.name === 'manifest.json')
    .map(({ parentPath, name }) => relative(modelsDirectory, join(parentPath, name)).split(sep).join('/'));
  return manifests.flatMap((manifest) => {
    const path = `models/${manifest}`;
    const archive = codebases.map((one) => one.archive).find((one) => one.getEntry(path));
    if (!archive) return [{ where: 'models', problem: `${manifest} was not uploaded` }];
    const { files }: { files: Record<string, string> } = JSON.parse(archive.readAsText(path));
    return Object.entries(files)
      .filter(
        ([file, digest]) =>
          !archive.getEntry(path.replace('manifest.json', file)) &&
          !archive.getEntry(`models/${SHARED_FOLDER}/${hexOf(digest)}`),
      )
      .map(([file]) => ({ where: 'models', problem: `${file} of ${manifest} was not uploaded` }));
  });
}
