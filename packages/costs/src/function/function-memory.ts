import { CONCURRENCY } from './assumptions.ts';
import type { MeasuredModel } from './measured-model.ts';
import { mebibytes, MEMORY_SIZES, type MemorySize, vcpus } from './memory-size.ts';

/**
 * Node.js, the Functions Framework and firebase-functions: a deployed function peaks at 72 before it loads a model
 * (`describe`). The memory that V8 keeps beyond what is used differs between machines.
 */
const PLATFORM_MIB = 80;

/** Measured need of the smallest models: their engine. All models of an engine share one. */
const ENGINE_MIB: Readonly<Record<string, number>> = { wasm: 46, litert: 64, 'tfjs-node': 320 };

/** Default for the memory of all models together: a model that gets no calls is not held forever. */
const USUAL_BUDGET_MIB = 512;

/** The smallest part of a function's memory that is left for requests. */
const LEAST_SHARE = 1 / 5;

/** Bytes that V8 and the allocator hold for each byte that a request uses. */
const HELD_PER_USED = 1.4;

/** A connection and its read-ahead. */
const CALL_MIB = 1 / 8;

/** Bodies of 4 MB. */
const LEAST_BODIES_MIB = 28;

/** Decodes a photo of 12 megapixels: four bytes a pixel, the file, and its decoded parts. */
const LEAST_IMAGE_MIB = 57;
/** Decodes any image of 12 megapixels: a progressive JPEG takes the most. */
const MOST_IMAGE_MIB = 144;

/** A model to serve, and its known needs. */
export interface ServedModel {
  name: string;
  manifest: MeasuredModel;
  /** Memory that it holds while it is loaded, without its engine, in MiB. */
  heldMiB: number;
}

/** Choices of the owner of a deployment. */
export interface MemoryChoices {
  /** The most that models may hold together, in MiB; defaults to the sum of all models, up to a bound. */
  budgetMiB?: number | undefined;
  /** Models that stay once they are loaded, by name. */
  pinned?: readonly string[];
}

/** The memory that a function gets, and its calculation in words. */
export interface FunctionMemory {
  option: MemorySize;
  /** The smallest number of processors with that memory. */
  vcpus: number;
  /** Memory that models may hold together, in MiB. */
  budgetMiB: number;
  /** Memory for the bodies of all requests in flight and the data made from them, in MiB. */
  bodiesMiB: number;
  /** Memory for decoding one image at a time, in MiB; 0 if no model takes images. */
  imageMiB: number;
  arithmetic: string;
}

/**
 * Returns the smallest size that holds the platform, the engines, a budget for models, the extra memory to load one,
 * and requests. A manifest's `memoryMiB` is a minimum. The rest of the size is for requests.
 *
 * @throws {RangeError} with the arithmetic, if no size is large enough, a model can never be held, or a pinned one is not there.
 */
export function functionMemory(
  models: readonly ServedModel[],
  { budgetMiB: chosenMiB, pinned = [] }: MemoryChoices = {},
): FunctionMemory {
  const budget = budgetOf(models, { chosenMiB, pinned });
  const enginesMiB = enginesOf(models);
  const loadingMiB = Math.max(0, ...models.map(loadingOf));
  const parts = [
    ['platform', PLATFORM_MIB] as const,
    ...enginesMiB,
    ...(loadingMiB > 0 ? [['loading one', loadingMiB] as const] : []),
    ...(models.length > 0 ? [[budget.words, budget.MiB] as const] : []),
  ];
  const held = parts.reduce((total, [, MiB]) => total + MiB, 0);
  const sum = parts.map(([what, MiB]) => `${MiB} ${what}`).join(' + ');
  const asked = Math.max(0, ...models.map(({ manifest }) => manifest.memoryMiB ?? 0));
  const takesImages = models.some(({ manifest }) => manifest.preprocessing !== undefined);
  const leastRequests = LEAST_BODIES_MIB + (takesImages ? LEAST_IMAGE_MIB : 0);

  const option = MEMORY_SIZES.find((size) => {
    const MiB = mebibytes(size);
    return MiB >= asked && MiB - held >= Math.max(MiB * LEAST_SHARE, leastRequests);
  });
  if (option === undefined) {
    const largest = MEMORY_SIZES.at(-1);
    throw new RangeError(
      `these models do not fit into a function: ${sum} = ${held} MiB, and the largest has ${largest}, a fifth of it ` +
        'for requests. Serve them from several deployments, or make them smaller.',
    );
  }
  const requestsMiB = mebibytes(option) - held;
  const imageMiB = takesImages
    ? Math.min(MOST_IMAGE_MIB, Math.max(LEAST_IMAGE_MIB, Math.floor(requestsMiB / 2)))
    : 0;
  const bodiesMiB = Math.floor((requestsMiB - imageMiB - CONCURRENCY * CALL_MIB) / HELD_PER_USED);
  const requests = [
    `${requestsMiB - imageMiB} requests, ${CONCURRENCY} at a time`,
    ...(takesImages ? [`${imageMiB} one image`] : []),
  ].join(' + ');
  const arithmetic = `${sum} + ${requests} = ${mebibytes(option)} MiB${asked > 0 ? `, ${asked} requested` : ''}`;
  return { option, vcpus: vcpus(option), budgetMiB: budget.MiB, bodiesMiB, imageMiB, arithmetic };
}

/** Returns the memory that models may hold together, and how many fit. */
function budgetOf(
  models: readonly ServedModel[],
  { chosenMiB, pinned }: { chosenMiB: number | undefined; pinned: readonly string[] },
): { MiB: number; words: string } {
  const missing = pinned.filter((name) => !models.some((model) => model.name === name));
  if (missing.length > 0)
    throw new RangeError(`PREDICT_PINNED names ${missing.join(', ')}, and no such model is served`);
  const largest = models.reduce<ServedModel | undefined>(
    (most, model) => (most && most.heldMiB >= model.heldMiB ? most : model),
    undefined,
  );
  const heldMiB = (which: readonly ServedModel[]) => which.reduce((total, one) => total + one.heldMiB, 0);
  const all = Math.ceil(heldMiB(models));
  const stay = models.filter(({ name }) => pinned.includes(name));
  const beside = models.filter(({ name }) => !pinned.includes(name)).map((one) => one.heldMiB);
  const least = Math.ceil(heldMiB(stay) + Math.max(0, ...beside));
  const MiB = chosenMiB ?? Math.max(least, Math.min(all, USUAL_BUDGET_MIB));
  if (MiB < least) {
    throw new RangeError(
      `models may hold ${MiB} MiB together, but need ${least}: ` +
        (stay.length > 0 ? `${Math.ceil(heldMiB(stay))} by pinned models, and the rest` : 'all of it') +
        ` by '${largest?.name}' alone`,
    );
  }
  const unmeasured = models.filter(({ manifest }) => !manifest.measured).length;
  const notes = unmeasured > 0 ? `, ${unmeasured} not measured` : '';
  if (MiB >= all)
    return { MiB, words: `${models.length === 1 ? 'model' : `all ${models.length} models`}${notes}` };
  const atATime = Math.floor((MiB / all) * models.length);
  return { MiB, words: `of models, about ${atATime} of ${models.length} at a time${notes}` };
}

/** All models of an engine share one. */
function enginesOf(models: readonly ServedModel[]) {
  const engines = new Set(
    models.flatMap(({ manifest: { engine } }) => (engine === undefined ? [] : [engine])),
  );
  return [...engines].map((engine) => [engine, ENGINE_MIB[engine] ?? 0] as const);
}

/**
 * Returns the memory that loading a model takes beyond its engine and its held size, in MiB. One is loaded at a time.
 */
function loadingOf({ manifest: { engine, measured }, heldMiB }: ServedModel): number {
  if (!measured) return 0;
  const counted = engine === undefined ? 0 : (ENGINE_MIB[engine] ?? 0);
  return Math.max(0, Math.ceil(measured.peakMiB - measured.processMiB - counted - heldMiB));
}
