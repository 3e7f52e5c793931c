import { CONCURRENCY } from './assumptions.ts';
import type { MeasuredModel } from './measured-model.ts';
import { mebibytes, MEMORY_SIZES, type MemorySize, vcpus } from './memory-size.ts';

/**
 * Node.js, the Functions Framework and firebase-functions: what is deployed peaks at 72 before any model is loaded
 * (`describe`), and what V8 keeps beside what is used differs from one machine to another.
 */
const PLATFORM_MIB = 80;

/** What a model is counted with that nobody has measured. */
const UNMEASURED_MIB = 300;

/** What the smallest models were measured to need: their engine. All models of an engine run on one. */
const ENGINE_MIB: Readonly<Record<string, number>> = { wasm: 46, litert: 64, 'tfjs-node': 320 };

/** The part of a function's memory that is left for requests, at the least. */
const LEAST_SHARE = 1 / 5;

/** What V8 and the allocator hold for each byte that is used for a request. */
const HELD_PER_USED = 1.4;

/** A connection, and what is read ahead of it. */
const CALL_MIB = 1 / 8;

/** Bodies of 4 MB. */
const LEAST_BODIES_MIB = 28;

/** Decodes a photograph of 12 megapixels: four bytes a pixel, the file, and what is read of it. */
const LEAST_IMAGE_MIB = 57;
/** Decodes any image of 12 megapixels: a progressive JPEG is the one that takes most. */
const MOST_IMAGE_MIB = 144;

/** A model that will be served, and what its manifest says of it. */
export interface ServedModel {
  name: string;
  manifest: MeasuredModel;
}

/** The memory that a function gets, and how it came to that, in words. */
export interface FunctionMemory {
  option: MemorySize;
  /** The fewest processors that go with it. */
  vcpus: number;
  /** What the bodies of all requests in flight, and what is made of them, may use together, in MiB. */
  bodiesMiB: number;
  /** What decoding an image may use, one at a time, in MiB; 0 where no model takes any. */
  imageMiB: number;
  arithmetic: string;
}

/**
 * The smallest size that holds the platform, all models at their measured peaks, and requests; a manifest's `memoryMiB`
 * is the least that is taken for it. What the size has beyond the platform and the models is for requests.
 *
 * @throws {RangeError} where no size does, with the arithmetic.
 */
export function functionMemory(models: readonly ServedModel[]): FunctionMemory {
  const needs = needsOf(models);
  const held = PLATFORM_MIB + needs.reduce((total, { needMiB }) => total + needMiB, 0);
  const asked = Math.max(0, ...models.map(({ manifest }) => manifest.memoryMiB ?? 0));
  const takesImages = models.some(({ manifest }) => manifest.preprocessing !== undefined);
  const leastRequests = LEAST_BODIES_MIB + (takesImages ? LEAST_IMAGE_MIB : 0);
  const parts = [
    `${PLATFORM_MIB} platform`,
    ...needs.map(({ name, needMiB, how }) => `${needMiB} ${name} (${how})`),
  ].join(' + ');

  const option = MEMORY_SIZES.find((size) => {
    const MiB = mebibytes(size);
    return MiB >= asked && MiB - held >= Math.max(MiB * LEAST_SHARE, leastRequests);
  });
  if (option === undefined) {
    const largest = MEMORY_SIZES.at(-1);
    throw new RangeError(
      `these models do not fit into a function: ${parts} = ${held} MiB, and the largest has ${largest}, of which a ` +
        'fifth is for requests. Serve them from several deployments, or make them smaller.',
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
  const arithmetic = `${parts} + ${requests} = ${mebibytes(option)} MiB${asked > 0 ? `, ${asked} asked for` : ''}`;
  return { option, vcpus: vcpus(option), bodiesMiB, imageMiB, arithmetic };
}

/** What each model adds: an engine is counted with the first of its models. */
function needsOf(models: readonly ServedModel[]) {
  const engines = new Set<string>();
  return models.map(({ name, manifest: { engine, measured } }) => {
    const whole = Math.ceil(measured ? measured.peakMiB - measured.processMiB : UNMEASURED_MIB);
    const counted = engine !== undefined && engines.has(engine) ? (ENGINE_MIB[engine] ?? 0) : 0;
    if (engine !== undefined) engines.add(engine);
    const how = measured ? 'measured' : 'not measured';
    return {
      name,
      needMiB: Math.max(0, whole - counted),
      how: counted > 0 ? `${how}, less ${engine}` : how,
    };
  });
}
