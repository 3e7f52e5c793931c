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

/** A command: its name, and its options, except those that name models, data and places. */
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

/** A model from which another one is made. */
export interface Original {
  description: ModelDescription;
  manifest: Manifest | undefined;
  /** The steps by which it was made, if known. */
  provenance: Provenance | undefined;
}

/** Describes a step in the making of a model. */
export async function describeStep({
  origin: { command, ...settings },
  data = {},
  result = {},
}: {
  origin: Origin;
  /** Data by the name of its option. */
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
 * Returns how a model was made: the steps of its source, and one more.
 *
 * @param source the model that it was made from, or the file of one that cannot be read here.
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

/** Reads name and version from the folder of a model with a manifest: `<name>/<version>`, unless it was copied elsewhere. */
function calledIn(folder: string): { model?: string; version?: number } {
  const version = basename(folder);
  return /^[1-9][0-9]*$/.test(version) ? { model: basename(dirname(folder)), version: Number(version) } : {};
}
