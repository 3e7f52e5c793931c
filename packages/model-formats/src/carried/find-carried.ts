import { opendir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { ModelStructure } from '../model-description.ts';
import type { Carried } from './carried.ts';
import { parseLabels } from './parse-labels.ts';
import { readTfliteMetadata } from './tflite-metadata.ts';

/** Names that Teachable Machine, AutoML and others give to the files beside a model. */
const LABEL_FILES = ['labels.txt', 'dict.txt', 'label.txt', 'labelmap.txt'];
const MAX_BYTES = 1024 * 1024;
/** Most files of a folder to list, and to read. */
const MAX_LOOKED_AT = 10_000;
const MAX_OTHERS = 8;
const MAX_LABELS = 100_000;

type Labels = NonNullable<Carried['labels']>;

const metadataSchema = v.object({
  packageName: v.optional(v.string()),
  labels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_LABELS)),
});

/** Teachable Machine crops a picture to its center, and scales its pixels to -1 to 1. */
const TEACHABLE_IMAGES = '@teachablemachine/image';

/**
 * Finds labels and the scaling of pixels: in the metadata of a TensorFlow Lite file, and in files with usual names beside a
 * model. Labels are used only if an output has as many classes. Damaged and too large files are ignored, because nothing
 * needs them.
 */
export async function findCarried(structure: ModelStructure): Promise<Carried> {
  const within = await withinFile(structure);
  const metadata = await readMetadata(join(structure.folder, 'metadata.json'));
  const pixels = within.pixels ?? (metadata?.packageName === TEACHABLE_IMAGES ? IMAGES : undefined);
  const sizes = new Set(lastSizes(structure));
  const fits = (labels: Labels | undefined) => labels && sizes.has(labels.names.length);
  const named = metadata && { from: 'metadata.json', names: metadata.labels };
  const labels = [within.labels, named].find(fits) ?? (await labelsBeside(structure, fits));
  return { ...(labels ? { labels } : {}), ...(pixels ? { pixels } : {}) };
}

async function withinFile({ format, folder, entry }: ModelStructure): Promise<Carried> {
  if (format !== 'tflite') return {};
  const found = readTfliteMetadata(await readFile(join(folder, entry)));
  const from = `the metadata in ${entry}`;
  return {
    ...(found.labels ? { labels: { from, names: parseLabels(found.labels) } } : {}),
    ...(found.pixels ? { pixels: { from, ...found.pixels, crop: 'none' } } : {}),
  };
}

async function labelsBeside(
  { format, folder }: ModelStructure,
  fits: (labels: Labels) => boolean | undefined,
): Promise<Labels | undefined> {
  // An export may have the folder of a SavedModel beside its labels.
  for (const place of format === 'saved-model' ? [folder, dirname(folder)] : [folder]) {
    for (const from of await labelFilesIn(place)) {
      const text = await readSmall(join(place, from));
      const labels = text === undefined ? undefined : { from, names: parseLabels(text) };
      if (labels && fits(labels)) return labels;
    }
  }
  return undefined;
}

/** Lists the files of a folder that may hold labels, those with usual names first. */
async function labelFilesIn(folder: string): Promise<string[]> {
  const others: string[] = [];
  let looked = 0;
  const entries = await opendir(folder).catch(() => []);
  for await (const { name } of entries) {
    if (/^[^.].*labels?\.txt$/i.test(name) && !LABEL_FILES.includes(name)) others.push(name);
    looked += 1;
    if (looked >= MAX_LOOKED_AT) break;
  }
  return [...LABEL_FILES, ...others.toSorted().slice(0, MAX_OTHERS)];
}

const IMAGES: Carried['pixels'] = { from: 'metadata.json', mean: [127.5], std: [127.5], crop: 'center' };

async function readMetadata(file: string): Promise<v.InferOutput<typeof metadataSchema> | undefined> {
  const text = await readSmall(file);
  if (text === undefined) return undefined;
  try {
    const read = v.safeParse(metadataSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function readSmall(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size === 0 || found.size > MAX_BYTES) return undefined;
  return readFile(file, 'utf8').catch(() => undefined);
}

/** Returns the size of the last dimension of each output. */
function lastSizes({ signatures }: ModelStructure): (number | undefined)[] {
  return Object.values(signatures).flatMap(({ outputs }) =>
    Object.values(outputs).map(({ shape }) => shape.at(-1)),
  );
}
