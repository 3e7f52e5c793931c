import { resolve } from 'node:path';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';
import type { Dataset, Truth } from './dataset.ts';
import { DATA_LIMITS } from './limits.ts';
import { readBounded } from './read-bounded.ts';

const finite = v.pipe(v.number(), v.finite());

const lineSchema = v.pipe(
  v.strictObject({
    instance: v.unknown(),
    label: v.optional(v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), v.string()])),
    target: v.optional(v.union([finite, v.pipe(v.array(finite), v.minLength(1))])),
  }),
  v.check(
    ({ label, target }) => (label === undefined) !== (target === undefined),
    'either a "label" or a "target" is needed',
  ),
);
type Line = v.InferOutput<typeof lineSchema>;

/**
 * Opens a file of JSON lines: each `{"instance": …, "label": 3}` (or a class name), or `{"instance": …, "target": 0.7}`
 * for a model that predicts numbers. The instance is as in `instances` of a request.
 *
 * @throws {OptimizerError} naming the first invalid line.
 */
export async function openJsonLines(file: string): Promise<Dataset> {
  const text = (await readBounded(file, DATA_LIMITS.jsonLines)).toString('utf8');
  const lines: { at: number; line: Line }[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() !== '') lines.push({ at: index + 1, line: readLine(file, index + 1, content) });
  }
  const kinds = new Set(lines.map(({ line }) => truthOf(line).kind));
  if (kinds.size !== 1) {
    throw new OptimizerError(
      kinds.size === 0
        ? `${file} has no examples`
        : `${file} has lines with a "label" and lines with a "target": use only one of the two`,
    );
  }
  return {
    name: file,
    count: lines.length,
    files: [resolve(file)],
    classes: undefined,
    async read(index) {
      const { at, line } = lines[index] ?? { at: 0, line: { instance: undefined } };
      return {
        name: `line ${at} of ${file}`,
        question: { kind: 'instance', instance: line.instance },
        truth: truthOf(line),
      };
    },
  };
}

function readLine(file: string, at: number, content: string): Line {
  try {
    return v.parse(lineSchema, JSON.parse(content));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new OptimizerError(`line ${at} of ${file} is not an example: ${why}`, { cause });
  }
}

function truthOf({ label, target }: Line): Truth {
  return label === undefined ? { kind: 'values', values: [target ?? []].flat() } : { kind: 'class', label };
}
