import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import type { ServedModel } from '@pilotlight/optimizer';
import { copyFiles } from '../files/copy-files.ts';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { writeManifest } from '@pilotlight/model-runtime/store';
import type { FoundModel } from './find-model.ts';

/** A model and what people call it. */
export interface NamedModel extends FoundModel {
  name: string;
}

/** Serves copies of models to `use`, each with a manifest; they are gone afterwards. */
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
      // Of another format it is another engine's.
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

/** What is not said is left out, so that it does not go before what the manifest says. */
function definedOf({ labels, pixels }: Pick<ManifestChoices, 'labels' | 'pixels'>) {
  return { ...(labels ? { labels } : {}), ...(pixels === undefined ? {} : { pixels }) };
}
