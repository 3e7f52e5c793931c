import type { StoredModel } from '@pilotlight/model-runtime/store';
import { sampleRequest } from '@pilotlight/model-runtime/request';

/** What the first callers of a deployment send: a warm-up, and to each model a question about its sample. */
export function firstCalls(models: readonly Pick<StoredModel, 'directory' | 'manifest'>[]): object[] {
  const questions = models.map(({ directory: { model, version }, manifest }) => ({
    model,
    version,
    ...sampleRequest(manifest),
  }));
  return [{ op: 'warm' }, ...questions];
}
