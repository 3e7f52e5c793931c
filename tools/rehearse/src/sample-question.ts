import type AdmZip from 'adm-zip';
import { sampleRequest } from '@pilotlight/model-runtime/request';
import { parseManifest } from '@pilotlight/model-runtime/store';

/** A question that a model is known to answer: what its warm-up runs. */
export interface SampleQuestion {
  model: string;
  version: number;
  /** What `predict` is sent. */
  request: Readonly<Record<string, unknown>>;
  /** Whether it is known to be answered with values such as NaN. */
  isNonFinite: boolean;
}

const MANIFEST = /^models\/([^/]+)\/(\d+)\/manifest\.json$/;

/** One question for each model that was uploaded, of its newest version. */
export function sampleQuestions(archive: AdmZip): SampleQuestion[] {
  const newest = new Map<string, SampleQuestion>();
  for (const { entryName } of archive.getEntries()) {
    const [, model = '', version = ''] = MANIFEST.exec(entryName) ?? [];
    if (model === '' || Number(version) < (newest.get(model)?.version ?? 0)) continue;
    const manifest = parseManifest(JSON.parse(archive.readAsText(entryName)));
    // Answered in plain numbers, of which one can say whether they are any.
    const { raw: _, ...asked } = sampleRequest(manifest);
    newest.set(model, {
      model,
      version: Number(version),
      request: { model, version: Number(version), ...asked },
      isNonFinite: manifest.nonFiniteSample === true,
    });
  }
  return [...newest.values()];
}
