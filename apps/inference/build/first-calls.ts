import type { StoredModel } from '@pilotlight/model-runtime/store';
import { sampleRequest } from '@pilotlight/model-runtime/request';

type Model = Pick<StoredModel, 'directory' | 'manifest'>;

/**
 * The requests of a deployment's first callers: a warm-up, and a prediction of each model on its sample.
 *
 * @param unasked models that cannot run where this is built; a warm-up, which runs all, is left out with them.
 */
export function firstCalls(models: readonly Model[], unasked: readonly Model[] = []): object[] {
  const asked = models.filter((model) => !unasked.includes(model));
  const questions = asked.map(({ directory: { model, version }, manifest }) => ({
    model,
    version,
    ...sampleRequest(manifest),
  }));
  return unasked.length > 0 ? questions : [{ op: 'warm' }, ...questions];
}
