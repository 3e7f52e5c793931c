import { access, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime, type Manifest, MANIFEST_FILE, parseManifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';
import type { AskableModel } from '@pilotlight/optimizer';
import { copyFiles } from '../add/copy-files.ts';
import { describeManifest } from '../add/describe-manifest.ts';
import { imagePreprocessing, type PixelRange } from '../add/image-preprocessing.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { writeManifest } from '../add/write-manifest.ts';

export interface AskableOptions {
  /** Names of models that are served, or paths of any others. */
  names: readonly string[];
  /** The folder that is served. */
  models: string;
  pixels?: PixelRange | undefined;
  labels?: readonly string[] | undefined;
}

/** Serves copies of models to `use`, each with a manifest; they are gone afterwards. */
export async function withAskableModels<Result>(
  { names, models, pixels, labels }: AskableOptions,
  use: (models: readonly AskableModel[]) => Promise<Result>,
): Promise<Result> {
  const root = await mkdtemp(join(tmpdir(), 'pilotlight-evaluate-'));
  return withScratchFolder(root, async () => {
    const staged: AskableModel[] = [];
    const runtime = createModelRuntime({ modelsDirectory: root, assetPath: installedAsset });
    for (const [at, name] of names.entries()) {
      const directory = { model: `model-${at + 1}`, version: 1, path: join(root, `model-${at + 1}`, '1') };
      const folder = await findModel(name, models);
      const description = await inspectModel(folder);
      const files = await copyFiles({
        from: description.folder,
        files: description.files,
        to: directory.path,
      });
      const known = await readManifestBeside(description.folder);
      const manifest = known
        ? { ...known, files, ...choices(known, pixels, labels) }
        : describeManifest(description, files, { pixels, labels });
      await writeManifest(directory.path, manifest);
      staged.push({ name, directory, manifest, runtime });
    }
    return use(staged);
  });
}

/** Where a model lies: at a path, or in the folder that is served, its newest version. */
async function findModel(name: string, models: string): Promise<string> {
  const isPath = (await stat(name).catch(() => undefined)) !== undefined;
  if (isPath || /[/\\.]/.test(name)) return name;
  const served = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const [found] = await served.describe({ model: name, version: undefined });
  return join(models, name, String(found?.version));
}

async function readManifestBeside(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? parseManifest(JSON.parse(await readFile(file, 'utf8'))) : undefined;
}

/** What was said on the command line goes before what the manifest says. */
function choices(
  { signatures }: Manifest,
  pixels: PixelRange | undefined,
  labels: readonly string[] | undefined,
): Partial<Manifest> {
  const preprocessing = pixels === undefined ? undefined : imagePreprocessing(signatures, pixels);
  return { ...(preprocessing ? { preprocessing } : {}), ...(labels ? { labels: [...labels] } : {}) };
}
