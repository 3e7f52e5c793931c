import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import type { Clone } from './finding.ts';
import { readParameters } from './read-parameters.ts';

/** Returns the versions of models that the build takes: it reads `PREDICT_VERSIONS` only from `.env`. */
export async function uploadedModels({
  codebases,
  modelsDirectory,
}: Pick<Clone, 'codebases' | 'modelsDirectory'>): Promise<readonly ModelDirectory[]> {
  const { readCatalog } = await import('@pilotlight/model-runtime/store');
  const inference = codebases.find(({ app }) => app === 'inference');
  const forAllProjects = { project: undefined, alias: undefined };
  const parameters = inference && (await readParameters(inference, forAllProjects));
  const { all, labeled } = await readCatalog(modelsDirectory);
  return parameters?.values['PREDICT_VERSIONS'] === 'labeled' ? labeled : all;
}
