import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import { addonLoads } from '@pilotlight/model-runtime/deployment';
import { encodePrediction, parseRequest } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { type Served, withConverted, withConvertedKeras } from './convert-first.ts';
import { withServedModels } from './with-served-models.ts';

// Models of the kinds that people bring, served as `add` serves them. Made by tools/oracle-fixtures/make_cases.py, with the
// answers of Python's TensorFlow; CASES names another folder with such a `cases.json`.
const FOLDER = process.env['CASES'] ?? join(import.meta.dirname, '../../fixtures/cases');

interface Case {
  model: string;
  what: string;
  /** The request, or a file with it. */
  request?: object | string;
  answer?: unknown;
  /** Of one that cannot be served, words of the error. */
  refused?: string;
  /** The right behavior without an answer, in words. */
  right?: string;
  /** As a part of the largest value. */
  tolerance?: number;
}

const cases: Case[] = JSON.parse(await readFile(join(FOLDER, 'cases.json'), 'utf8'));
const hasAddon = await addonLoads();

it.for(cases)('serves, or refuses by name: $model, $what', async (one, { skip }) => {
  const { model, answer, refused, right, tolerance = 1e-4 } = one;
  const request = await requestOf(one);
  if (refused !== undefined || request === undefined || answer === null) {
    const said = await inspectOrConvert(join(FOLDER, model)).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (right?.startsWith('read')) expect(said ?? '').not.toContain('\n');
    else expect(said).toMatch(refused ?? /./);
    return;
  }
  await served(join(FOLDER, model), async ({ description }) => {
    if (description.chosen?.engine === 'tfjs-node' && !hasAddon)
      return skip('it runs on native TensorFlow, which is not here: npm run native:setup');
    const named = { name: model, description, manifest: undefined, provenance: undefined, isServed: false };
    const given = await withServedModels([named], {}, async ([asked]) => {
      if (!asked) throw new TypeError('a model that is served is there');
      const parsed = parseRequest({ ...request, model: asked.directory.model });
      if (parsed.op !== 'predict') throw new TypeError('a predict request was meant');
      return encodePrediction(parsed, await asked.runtime.predict(parsed));
    });
    const tensors =
      'predictions' in given ? given.predictions : 'outputs' in given ? given.outputs : undefined;
    expectClose(tensors, answer, tolerance);
  });
});

async function requestOf({ request }: Case): Promise<object | undefined> {
  if (typeof request === 'string') return JSON.parse(await readFile(join(FOLDER, request), 'utf8'));
  return request && Object.keys(request).length > 0 ? request : undefined;
}

async function served<Result>(path: string, use: (given: Served) => Promise<Result>): Promise<Result> {
  return isKerasPath(path)
    ? withConvertedKeras(path, { isCompared: false }, use)
    : withConverted(await inspectModel(path), undefined, use);
}

/** Returns the output of `add` before it copies anything. */
async function inspectOrConvert(path: string): Promise<void> {
  await served(path, async ({ description: { chosen, engines } }) => {
    if (!chosen) throw new Error(engines.map(({ why }) => why).join('; '));
  });
}

function expectClose(given: unknown, answer: unknown, tolerance: number): void {
  const [numbers, expected] = [numbersIn(given), numbersIn(answer)];
  expect(numbers).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  for (const [at, value] of expected.entries())
    expect(Math.abs((numbers[at] ?? Number.NaN) - value) / scale).toBeLessThanOrEqual(tolerance);
}

/** The numbers of a value, those of each name together, as rows and columns have them in different orders. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [];
  const parts: unknown[] = Array.isArray(value)
    ? isRows(value)
      ? Object.keys(value[0] ?? {})
          .toSorted()
          .map((name) => value.map((row) => row[name]))
      : value
    : Object.entries(value ?? {})
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, each]) => each);
  return parts.flatMap(numbersIn);
}

function isRows(list: readonly unknown[]): list is Record<string, unknown>[] {
  return list.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
}
