import type { Manifest } from '@pilotlight/model-runtime';
import type { StoredModel } from '@pilotlight/model-runtime/read-models';
import { sampleOf, sampleSignature } from '@pilotlight/model-runtime/sample';
import { encodeBinaryTensor, ReadyTensor } from '@pilotlight/protocol';

/** What the first callers of a deployment send: a warm-up, and to each model a question about its sample. */
export function firstCalls(models: readonly Pick<StoredModel, 'directory' | 'manifest'>[]): unknown[] {
  const questions = models.flatMap(({ directory: { model, version }, manifest }) => {
    const inputs = sentSample(manifest);
    return inputs ? [{ model, version, signature: sampleSignature(manifest), raw: true, inputs }] : [];
  });
  return [{ op: 'warm' }, ...questions];
}

/** A sample as a request carries it; undefined where it holds text, which there is no sample of. */
function sentSample(manifest: Manifest): Record<string, unknown> | undefined {
  const columns = Object.entries(sampleOf(manifest));
  if (columns.some(([, value]) => value instanceof ReadyTensor && value.tensor.dtype === 'string'))
    return undefined;
  return Object.fromEntries(
    columns.map(([name, value]) => [
      name,
      value instanceof ReadyTensor ? encodeBinaryTensor(value.tensor) : value,
    ]),
  );
}
