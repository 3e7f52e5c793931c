import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import type { ServedModel } from '@pilotlight/optimizer';
import { copyFiles } from '../files/copy-files.ts';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { writeManifest } from '@pilotlight/model-runtime/store';
import type { FoundModel } from './find-model.ts';

/** A model with its name for people. */
export interface NamedModel extends FoundModel {
  name: string;
}

/** Calls `use` with served copies of models, each with a manifest. They are removed afterwards. */
export async function withServedModels<Result>(
  models: readonly NamedModel[],
  choices: Pick<ManifestChoices, 'labels' | 'pixels'>,
  use: (models: readonly ServedModel[]) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder('evaluate', async (root) => {
    const served: ServedModel[] = [];
    const runtime = createModelRuntime({ modelsDirectory: root, assetPath: installedAsset });
    for (const [at, { name, description, manifest: like }] of models.entries()) {
      const model = `model-${at + 1}`;
      const path = await makeFoldersIn(root, `${model}/1`);
      const { files, entry } = await copyFiles(description, path);
      // A model of another format runs on another engine.
      const engine = like?.format === description.format ? like.engine : undefined;
      const manifest = describeManifest({ ...description, entry }, files, {
        ...definedOf(choices),
        engine,
        like,
      });
      await writeManifest(path, manifest);
      served.push({ name, directory: { model, version: 1, path }, manifest, runtime });
    }
    try {
      return await use(served);
    } finally {
      await runtime.unload();
    }
  });
}

/** Leaves out undefined choices, so that they do not replace the values of the manifest. */
function definedOf({ labels, pixels }: Pick<ManifestChoices, 'labels' | 'pixels'>) {
  return { ...(labels ? { labels } : {}), ...(pixels === undefined ? {} : { pixels }) };
}
