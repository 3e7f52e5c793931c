import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STABLE, VERSION_LABEL_PATTERN, VERSION_LABEL_RULE, type VersionLabels } from '@pilotlight/protocol';
import * as v from 'valibot';
import { ModelBrokenError } from '../errors/model-broken-error.ts';

/** The labels file, beside the folders of a model's versions: the version that each label points to. */
export const VERSION_LABELS_FILE = 'version-labels.json';

const MAX_LABELS = 16;

/** Tolerance for the sum of shares: decimal fractions do not add up exactly. */
const ROUNDING = 1e-9;

const labelsSchema = v.pipe(
  v.custom<object>((data) => !Array.isArray(data), 'labels are an object'),
  v.record(
    v.pipe(v.string(), v.regex(VERSION_LABEL_PATTERN, `a label is ${VERSION_LABEL_RULE}`)),
    v.strictObject({
      version: v.pipe(v.number(), v.safeInteger(), v.minValue(1, 'versions count from 1')),
      share: v.optional(
        v.pipe(
          v.number(),
          v.gtValue(0, 'a share is more than 0 %'),
          v.maxValue(1, 'a share is at most 100 %'),
        ),
      ),
    }),
  ),
  v.check((labels) => Object.keys(labels).length <= MAX_LABELS, `a model has at most ${MAX_LABELS} labels`),
  v.check((labels) => labels[STABLE]?.share === undefined, `'${STABLE}' has no share: it gets the rest`),
  v.check(
    (labels) => labels[STABLE] !== undefined || sharesOf(labels).length === 0,
    `a share needs a '${STABLE}', which gets the rest`,
  ),
  v.check(
    (labels) => sharesOf(labels).reduce((sum, share) => sum + share, 0) <= 1 + ROUNDING,
    'the shares add up to more than 100 %',
  ),
);

/** Returns why labels are invalid; undefined if they are valid. */
export function problemWithLabels(data: unknown): string | undefined {
  return v.safeParse(labelsSchema, data, { abortEarly: true }).issues?.[0].message;
}

/**
 * Reads the labels of a model; returns none if it has no such file. The caller checks that the versions exist.
 *
 * @throws {ModelBrokenError} if the file cannot be read, or is invalid.
 */
export async function readVersionLabels(modelsDirectory: string, model: string): Promise<VersionLabels> {
  const file = join(modelsDirectory, model, VERSION_LABELS_FILE);
  const broken = (cause: unknown) => {
    const why = v.isValiError(cause) ? `: ${cause.message}` : '';
    return new ModelBrokenError({ model }, `${VERSION_LABELS_FILE} is invalid${why}`, { cause });
  };
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw broken(error);
  });
  if (text === undefined) return {};
  try {
    return v.parse(labelsSchema, JSON.parse(text), { abortEarly: true });
  } catch (error) {
    throw broken(error);
  }
}

/** @throws {ModelBrokenError} if a label points to a version that does not exist. */
export function assertVersionsThere(model: string, labels: VersionLabels, versions: readonly number[]): void {
  for (const [label, { version }] of Object.entries(labels)) {
    if (versions.includes(version)) continue;
    const there = versions.join(', ') || 'none';
    throw new ModelBrokenError(
      { model },
      `its label '${label}' points to version ${version}, which does not exist; available: ${there}. Move it with: pilotlight label`,
    );
  }
}

function sharesOf(labels: VersionLabels): number[] {
  return Object.values(labels).flatMap(({ share }) => share ?? []);
}
