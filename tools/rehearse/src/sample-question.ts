import type AdmZip from 'adm-zip';
import { sampleRequest } from '@pilotlight/model-runtime/request';
import { parseManifest } from '@pilotlight/model-runtime/store';

/** A request that a model is known to answer: the one that its warm-up runs. */
export interface SampleQuestion {
  model: string;
  version: number;
  /** The request to `predict`. */
  request: Readonly<Record<string, unknown>>;
  /** True if its answer is known to hold values such as NaN. */
  isNonFinite: boolean;
}

const MANIFEST = /^models\/([^/]+)\/(\d+)\/manifest\.json$/;

/** Returns one request for each uploaded model, for its newest version. */
export function sampleQuestions(archive: AdmZip): SampleQuestion[] {
  const newest = new Map<string, SampleQuestion>();
  for (const { entryName } of archive.getEntries()) {
    const [, model = '', version = ''] = MANIFEST.exec(entryName) ?? [];
    if (model === '' || Number(version) < (newest.get(model)?.version ?? 0)) continue;
    const manifest = parseManifest(JSON.parse(archive.readAsText(entryName)));
    // The answer is then in plain numbers, which can be checked.
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
