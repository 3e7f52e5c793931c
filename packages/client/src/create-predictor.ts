import type { DescribeResponse, ModelDescription, Timing } from '@pilotlight/protocol/calling';
import type { Functions } from 'firebase/functions';
import { type CallOptions, createCall } from './call.ts';
import { encodeParts, type Part } from './encode/encode-parts.ts';
import { encodeValue } from './encode/encode-value.ts';
import { isPredictError } from './errors/is-predict-error.ts';
import { PredictError } from './errors/predict-error.ts';
import type { Answered, Predictor } from './predictor.ts';
import type { ServedVersionOf, ModelName, TypeOf, VersionOf } from './types/models.ts';

/** Most models take 200 to 300 pixels per side; more would only make the call slower. */
const IMAGE_SIDE = 512;

/** The model to call, and options of the calls. */
export interface PredictorOptions<Name, Version> {
  /** Optional if the deployment serves one model. */
  model?: Name;
  /** Defaults to the version labeled `stable`, else to the highest. */
  version?: Version;
  /** Selects a version by its label instead. The types are those of the default version. */
  label?: string;
  /** The function's name in the deployment; defaults to `predict`. */
  functionName?: string;
  /** Milliseconds for one call of the function, its retry included; defaults to 70,000. */
  timeoutMs?: number;
  /** The most pixels on the longer side of an image that a browser sends; defaults to 512. */
  imageSide?: number;
  /** True to send limited-use App Check tokens, each good for one call. */
  limitedUseAppCheckTokens?: boolean;
}

/**
 * Returns a predictor that calls one model of a deployment.
 *
 * @example
 * const digits = createPredictor(functions, { model: 'digits' });
 * const { top } = await digits.top([pixels], 3); // pixels: a Float32Array of 28 × 28
 */
export function createPredictor<
  const Name extends ModelName = ModelName,
  const Version extends VersionOf<Name> = ServedVersionOf<Name> & VersionOf<Name>,
>(functions: Functions, options: PredictorOptions<Name, Version> = {}): Predictor<TypeOf<Name, Version>> {
  const { model, version, label, imageSide = IMAGE_SIDE, ...calling } = options;
  const call = createCall(functions, calling);

  async function ask<Result>(
    asked: object,
    field: keyof Result & string,
    how?: CallOptions,
    first?: number,
  ): Promise<Result> {
    const answer = await call({ model, version, label, ...asked }, how, first);
    if (isAnswer<Result>(answer, field)) return answer;
    throw new PredictError('INVALID_RESPONSE', `the answer has no \`${field}\``, { field });
  }

  /** Sends rows, in halves if this deployment takes fewer at once. */
  async function askPart<Result>(
    { first, rows }: Part,
    asked: object,
    field: keyof Result & string,
    how?: CallOptions,
  ): Promise<Result[]> {
    try {
      return [await ask<Result>({ ...asked, instances: rows }, field, how, first)];
    } catch (error) {
      const half = rows.length >> 1;
      if (!half || !isPredictError(error, 'REQUEST_TOO_LARGE')) throw error;
      const before = await askPart<Result>({ first, rows: rows.slice(0, half) }, asked, field, how);
      const after = await askPart<Result>({ first: first + half, rows: rows.slice(half) }, asked, field, how);
      return [...before, ...after];
    }
  }

  /** Sends rows, and joins the answers into one. `field` is the answer's field with one element per row. */
  async function askRows<Result extends Answered>(
    rows: readonly unknown[],
    asked: object,
    field: keyof Result & string,
    how?: CallOptions,
  ): Promise<Result> {
    const answers: Result[] = [];
    for await (const part of encodeParts(rows, imageSide)) {
      // One version answers the whole list, even if another is deployed meanwhile.
      const same = answers[0] && { version: answers[0].version, label: null };
      answers.push(...(await askPart<Result>(part, { ...asked, ...same }, field, how)));
    }
    return answers.reduce((all, next) =>
      Object.assign(all, {
        [field]: [all[field], next[field]].flat(),
        timing: addUp(all.timing, next.timing),
      }),
    );
  }

  return {
    predict: (rows, how) => askRows(rows, {}, 'predictions', how),
    top: (rows, top, how) => askRows(rows, { top }, 'top', how),
    async predictColumns(columns, how) {
      return ask({ inputs: await encodeValue(columns, 'inputs', imageSide) }, 'outputs', how);
    },
    async describe(how) {
      const all: ModelDescription[] = [];
      for (let after: string | undefined; ;) {
        const { models, next } = await ask<DescribeResponse>({ op: 'describe', after }, 'models', how);
        all.push(...models);
        if (!(after = next)) return all;
      }
    },
  };
}

/** True for an answer that has the field. Its content is not checked. */
function isAnswer<Result>(data: unknown, field: keyof Result): data is Result {
  return typeof data === 'object' && data !== null && field in data;
}

/** Adds the timings of two calls. */
function addUp(all: Timing, next: Timing): Timing {
  return {
    loadMs: all.loadMs + next.loadMs,
    queueMs: all.queueMs + next.queueMs,
    inferenceMs: all.inferenceMs + next.inferenceMs,
    cold: all.cold || next.cold,
    instanceId: all.instanceId,
  };
}
