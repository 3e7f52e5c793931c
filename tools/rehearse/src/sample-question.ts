import type AdmZip from 'adm-zip';
import * as v from 'valibot';

const manifestSchema = v.object({
  signatures: v.record(
    v.string(),
    v.object({ inputs: v.record(v.string(), v.object({ dtype: v.string(), shape: v.array(v.number()) })) }),
  ),
  sample: v.union([v.literal('zeros'), v.record(v.string(), v.unknown())]),
});

/** A question that a model is known to answer: what its warm-up runs. */
export interface SampleQuestion {
  model: string;
  version: number;
  inputs: Readonly<Record<string, unknown>>;
}

const MANIFEST = /^models\/([^/]+)\/(\d+)\/manifest\.json$/;

/** One question for each model that was uploaded, of its newest version. */
export function sampleQuestions(archive: AdmZip): SampleQuestion[] {
  const newest = new Map<string, SampleQuestion>();
  for (const { entryName } of archive.getEntries()) {
    const [, model = '', version = ''] = MANIFEST.exec(entryName) ?? [];
    if (model === '' || Number(version) < (newest.get(model)?.version ?? 0)) continue;
    const { sample, signatures } = v.parse(manifestSchema, JSON.parse(archive.readAsText(entryName)));
    const signature = signatures['serving_default'] ?? Object.values(signatures)[0];
    newest.set(model, {
      model,
      version: Number(version),
      inputs: sample === 'zeros' ? zeros(signature?.inputs ?? {}) : sample,
    });
  }
  return [...newest.values()];
}

function zeros(inputs: Readonly<Record<string, { dtype: string; shape: readonly number[] }>>) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { dtype, shape }]) => [name, filled(shape, ZERO[dtype] ?? 0)]),
  );
}

const ZERO: Readonly<Record<string, unknown>> = { string: '', bool: false };

function filled([size, ...rest]: readonly number[], value: unknown): unknown {
  if (size === undefined) return value;
  return Array.from({ length: Math.max(1, size) }, () => filled(rest, value));
}
