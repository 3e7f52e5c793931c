import { basename, dirname, join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import {
  digestOfFile,
  type Manifest,
  type Provenance,
  type ProvenanceStep,
} from '@pilotlight/model-runtime/store';
import { type Dataset, dataDigest } from '@pilotlight/optimizer';
import tool from '../../package.json' with { type: 'json' };

/** What a command did: its name, and its options but for those that name models, data and places. */
export interface Origin {
  command: string;
  [option: string]: string | number | boolean;
}

/** Data, and how much of it was used. */
export interface UsedData {
  dataset: Dataset;
  examples: number;
  part?: string | undefined;
}

/** A model that another one is made of. */
export interface Original {
  description: ModelDescription;
  manifest: Manifest | undefined;
  /** How it was made itself, where that is known. */
  provenance: Provenance | undefined;
}

/** Describes a step of a model's making. */
export async function describeStep({
  origin: { command, ...settings },
  data = {},
  result = {},
}: {
  origin: Origin;
  /** By the option that it was given with. */
  data?: Readonly<Record<string, UsedData>>;
  result?: Readonly<Record<string, number>>;
}): Promise<ProvenanceStep> {
  const used: ProvenanceStep['data'] = {};
  for (const [role, { dataset, examples, part }] of Object.entries(data)) {
    used[role] = { digest: await dataDigest(dataset), examples, ...(part === undefined ? {} : { part }) };
  }
  return { step: command, tool: tool.version, settings, data: used, result: { ...result } };
}

/**
 * Says how a model was made by one step more: after those of the model that it was made of, or as the first.
 *
 * @param source that model, or the file of one that nothing is known of here.
 */
export async function provenanceFrom(
  source: Original | { file: string },
  step: ProvenanceStep,
): Promise<Provenance> {
  if ('file' in source) {
    const { file } = source;
    return { of: { files: { [basename(file)]: await digestOfFile(file) } }, steps: [step] };
  }
  const { description, manifest, provenance } = source;
  if (provenance) return { of: provenance.of, steps: [...provenance.steps, step] };
  const { folder } = description;
  const files: Record<string, string> = {};
  for (const { name } of description.files) {
    files[name] = manifest?.files[name] ?? (await digestOfFile(join(folder, name)));
  }
  return { of: { ...(manifest ? calledIn(folder) : {}), files }, steps: [step] };
}

/** A model that has a manifest lies in `<name>/<version>`, or was copied from there to a folder that is called otherwise. */
function calledIn(folder: string): { model?: string; version?: number } {
  const version = basename(folder);
  return /^[1-9][0-9]*$/.test(version) ? { model: basename(dirname(folder)), version: Number(version) } : {};
}
