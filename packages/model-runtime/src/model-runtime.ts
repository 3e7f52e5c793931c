import {
  type DescribeResponse,
  InvalidRequestError,
  type ParsedPredictRequest,
  RequestTooLargeError,
  type TensorPayload,
} from '@pilotlight/protocol';
import { dequantize, type NamedTensors, type Signature } from '@pilotlight/protocol/tensors';
import { calledSignature } from './request/called-signature.ts';
import { checkOutputs } from './request/check-outputs.ts';
import type { AssetPath, LoadedModel } from './engines/engine.ts';
import { InferenceError } from './errors/inference-error.ts';
import { InputsRefusedError } from './errors/inputs-refused-error.ts';
import { MAX_COLUMN_BYTES } from './request/limits.ts';
import { createModelLoader } from './load-model.ts';
import type { Manifest } from './store/manifest.ts';
import { type ModelSelector, readCatalog, type Route } from './store/model-catalog.ts';
import { describedPage, type DescribedQuery } from './store/described-page.ts';
import { type ModelDirectory, readManifest } from './store/model-directory.ts';
import { prepareInputs } from './request/prepare-inputs.ts';
import { prepareBatches } from './request/prepare-batches.ts';
import type { Aside, InTurn } from './images/ready-images.ts';
import { createImageThread } from './images/thread/image-thread.ts';
import { runParts } from './request/run-parts.ts';
import { sampleOf, sampleSignature, shownSample } from './request/sample.ts';
import { createModelCache } from './cache/model-cache.ts';
import { heldMiB } from './store/held-memory.ts';
import { memoizeAsync } from './concurrency/memoize-async.ts';
import { byteCount, joinRows, rowCount } from './request/split-rows.ts';
import { assertWanted, type CallOptions } from './concurrency/call-options.ts';
import { createFairQueue } from './concurrency/fair-queue.ts';
import { type EventLoop, nodeEventLoop } from './concurrency/event-loop.ts';
import { type Cut, cutOf } from './request/cut.ts';

/** A model's answer, and how long each part took, in milliseconds. */
export interface Prediction {
  model: string;
  version: number;
  /** The label that led to this version, if any. */
  label: string | undefined;
  /** Class names, one per index of the output's last axis. */
  labels: readonly string[] | undefined;
  outputs: NamedTensors;
  loadMs: number;
  queueMs: number;
  inferenceMs: number;
}

type Question = Pick<ParsedPredictRequest, 'signature' | 'raw' | 'payload'>;

export interface ModelRuntime {
  /**
   * Loads the model if it is not loaded yet, and runs it.
   *
   * @throws {InvalidRequestError} for tensors that do not fit the signature, or values that the engine refuses.
   * @throws {RequestTooLargeError}
   * @throws {ModelNotFoundError} @throws {ModelBrokenError} @throws {EngineError} @throws {InferenceError}
   * @throws {CancelledError} if the caller leaves before the model has run on all rows. @throws {DeadlineExceededError}
   */
  predict(request: ParsedPredictRequest, options?: CallOptions): Promise<Prediction>;
  /** Loads the selected model, or all that a call may get without naming a version, and runs each on its sample. */
  warm(selector: ModelSelector, options?: CallOptions): Promise<Prediction[]>;
  /** Begins to load the model, if only one can be called. If that fails, the first call tries again. */
  begin(): Promise<void>;
  /** Starts the engine of a model that runs from a snapshot, as a request does that needs the engine. */
  startEngine(selector: ModelSelector): Promise<void>;
  /** Describes models without loading them: the selected model, or a page of those that match. */
  describe(selector: ModelSelector, query?: DescribedQuery): Promise<DescribeResponse>;
  /** Releases the memory of all models, once none of them runs. Later calls load them again. */
  unload(): Promise<void>;
}

export interface ModelRuntimeOptions {
  /** The folder with `<name>/<version>/`. */
  modelsDirectory: string;
  assetPath: AssetPath;
  /** The most memory that decoding one image may take, in bytes; defaults to no limit. */
  imageMemoryBytes?: number;
  /** The most memory of all loaded models, in MiB, without their engines; the least recently used is unloaded first. */
  budgetMiB?: number;
  /** The names of the models that stay in memory once they are loaded. */
  pinned?: readonly string[];
  /** The models that a warm-up loads if it names none; defaults to all that are served. */
  warmed?: readonly string[] | undefined;
  /** A test's own clock. */
  loop?: EventLoop;
}

/** A manifest takes some ten kilobytes; this many are kept. */
const MANIFESTS = 256;

/** A model in memory, and how rows are cut for each of its signatures that has been called. */
interface InMemory {
  loaded: LoadedModel;
  cuts: Map<string, Cut | undefined>;
}

/**
 * Serves the models of a folder.
 *
 * @example
 * import { installedAsset } from '@pilotlight/model-runtime/deployment';
 * import { parseRequest } from '@pilotlight/protocol';
 *
 * const runtime = createModelRuntime({ modelsDirectory: '../../models', assetPath: installedAsset });
 * const instances = [Array(28).fill(Array(28).fill([0]))]; // one row of 28 by 28 by 1
 * const { version } = await runtime.predict(parseRequest({ model: 'digits', instances }));
 * version; // => 2
 */
export function createModelRuntime({
  modelsDirectory,
  assetPath,
  imageMemoryBytes: maxMemoryBytes,
  budgetMiB = Infinity,
  pinned = [],
  warmed,
  loop = nodeEventLoop,
}: ModelRuntimeOptions): ModelRuntime {
  const loadModel = createModelLoader({ assetPath });
  const queue = createFairQueue(loop);
  const imageThread = createImageThread({ assetPath, maxMemoryBytes });
  const catalogOf = memoizeAsync(readCatalog);
  const manifests = createModelCache({ load: readManifest, sizeOf: async () => 1, budget: MANIFESTS });
  const manifestOf = (directory: ModelDirectory) => manifests.use(directory, async (manifest) => manifest);
  const models = createModelCache({
    budget: budgetMiB,
    sizeOf: async (directory: ModelDirectory) => heldMiB(await manifestOf(directory)),
    isPinned: ({ model }) => pinned.includes(model),
    load: async (directory): Promise<InMemory> => {
      const loaded = await loadModel(directory, await manifestOf(directory));
      return { loaded, cuts: new Map() };
    },
    dispose: ({ loaded }) => loaded.dispose(),
  });

  async function find(selector: ModelSelector, stickTo?: string): Promise<Route> {
    return (await catalogOf(modelsDirectory)).find(selector, stickTo);
  }

  /** Every version that a call may get if it names none. */
  async function toWarm(selector: ModelSelector): Promise<readonly ModelDirectory[]> {
    const { reachable } = await catalogOf(modelsDirectory);
    const { model: wanted, version, label } = selector;
    if (version !== undefined || label !== undefined) return [(await find(selector)).directory];
    if (wanted === undefined && !warmed) return reachable;
    const names = wanted === undefined ? warmed : [(await find(selector)).directory.model];
    return reachable.filter(({ model }) => names?.includes(model));
  }

  /** @param isSample true if the input is the model's own sample, which may be long, and may be answered with NaN. */
  async function run(
    { directory, label }: Route,
    question: Question,
    { options, isSample }: { options: CallOptions; isSample: boolean },
  ): Promise<Prediction> {
    assertWanted(options, loop.now());
    const { record = {} } = options;
    Object.assign(record, { model: directory.model, version: directory.version, label });
    const manifest = await manifestOf(directory);
    record.engine = manifest.engine;
    const called = calledSignature(manifest, question.signature);
    const signature = signatureOf(manifest, called);
    const { preprocessing, labels } = manifest;
    const { payload, raw } = question;
    const inTurn: InTurn = (decode) => queue(decode, options);
    const aside: Aside = (take) => imageThread.decode(take, options);
    const asked = { payload, raw, signature, preprocessing, assetPath, maxMemoryBytes, inTurn, aside };
    const batches =
      payload.form === 'instances'
        ? await prepareBatches(asked)
        : [isSample ? await prepareInputs(asked) : boundColumns(await prepareInputs(asked))];

    const rows = payload.form === 'instances' ? payload.rows.length : undefined;
    if (rows !== undefined) record.rows = rows;
    const arrived = performance.now();
    return models.use(directory, async ({ loaded, cuts }) => {
      const loadMs = performance.now() - arrived;
      record.loadMs = loadMs;
      if (!cuts.has(called)) cuts.set(called, cutOf(manifest, called));
      const { answers, queueMs, inferenceMs } = await runParts({
        batches,
        cut: payload.form === 'instances' ? cuts.get(called) : undefined,
        queue,
        loop,
        options,
        run: async (part) => {
          const answer = await loaded.run(called, part).catch((cause: unknown) => {
            if (cause instanceof InputsRefusedError && !isSample) throw refusal(payload.form, cause);
            const message = `it failed while running on inputs that fit '${called}'`;
            throw new InferenceError(directory, message, { cause });
          });
          record.rows ??= rowCount(part);
          record.snapshot = record.snapshot !== false && loaded.ranFromSnapshot?.() === true;
          return answer;
        },
      });
      Object.assign(record, { queueMs, inferenceMs });
      const outputs = joinRows(answers);
      checkOutputs({ directory, signature, outputs, rows, mayBeNonFinite: isSample });
      return {
        model: directory.model,
        version: directory.version,
        label,
        labels,
        outputs: question.raw ? outputs : dequantizeAll(outputs, signature),
        loadMs,
        queueMs,
        inferenceMs,
      };
    });
  }

  return {
    async begin() {
      try {
        const { only } = await catalogOf(modelsDirectory);
        if (only) await models.use(only, async () => {});
      } catch {
        // Nobody waits for this: the first call gets the error.
      }
    },

    async predict({ model, version, label, ...question }, options = {}) {
      const route = await find({ model, version, label }, options.stickTo);
      return run(route, question, { options, isSample: false });
    },

    async warm(selector, options = {}) {
      const predictions: Prediction[] = [];
      for (const directory of await toWarm(selector)) {
        const manifest = await manifestOf(directory);
        const columns = sampleOf(manifest);
        const payload = { form: 'inputs', columns } as const;
        const question = { signature: sampleSignature(manifest), raw: true, payload };
        predictions.push(
          await run({ directory, label: undefined }, question, {
            // The error would name one of the models that are warmed.
            options: { ...options, record: undefined },
            isSample: true,
          }),
        );
      }
      return predictions;
    },

    async startEngine(selector) {
      await models.use((await find(selector)).directory, ({ loaded }) =>
        queue(async () => loaded.startEngine?.()),
      );
    },

    async unload() {
      await models.clear();
      await imageThread.end();
    },

    async describe(selector, query = {}) {
      const catalog = await catalogOf(modelsDirectory);
      const { model: wanted, version: asked, label } = selector;
      const isOpen = wanted === undefined && asked === undefined && label === undefined;
      const directories = isOpen ? catalog.served : [(await find(selector)).directory];
      const { page, total, next } = describedPage(directories, query);
      const described = await Promise.all(
        page.map(async (directory) => {
          const manifest = await manifestOf(directory);
          const { format, engine, signatures, labels, preprocessing } = manifest;
          const { model, version } = directory;
          const sample = selector.model !== undefined ? shownSample(manifest) : undefined;
          const [imageInput] = Object.keys(preprocessing ?? {});
          const versionLabels = catalog.labelsOf(model);
          return {
            model,
            version,
            versions: catalog.versionsOf(model),
            format,
            engine,
            signatures,
            ...(labels ? { labels } : {}),
            ...(imageInput === undefined ? {} : { imageInput }),
            ...(sample ? { sample } : {}),
            ...(Object.keys(versionLabels).length > 0 ? { versionLabels } : {}),
          };
        }),
      );
      return { models: described, total, ...(next === undefined ? {} : { next }) };
    },
  };
}

function signatureOf({ signatures }: Manifest, name: string): Signature {
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  if (signature) return signature;
  const names = Object.keys(signatures).join(', ');
  throw new InvalidRequestError(
    { field: 'signature', expected: `one of ${names}`, received: 'an unknown name' },
    `this model has no signature '${name.slice(0, 64)}'; its signatures: ${names}`,
  );
}

function boundColumns(inputs: NamedTensors): NamedTensors {
  const bytes = byteCount(inputs);
  if (bytes <= MAX_COLUMN_BYTES) return inputs;
  throw new RequestTooLargeError({
    field: 'inputs',
    expected: `at most ${MAX_COLUMN_BYTES} bytes of tensors; \`instances\` may be larger, because rows are run in parts`,
    received: `${bytes} bytes`,
  });
}

function refusal(field: TensorPayload['form'], { message }: InputsRefusedError): InvalidRequestError {
  const received = `values that the engine refuses: ${message}`;
  return new InvalidRequestError({ field, expected: 'values that the model accepts', received });
}

function dequantizeAll(outputs: NamedTensors, signature: Signature): NamedTensors {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => {
      const spec = signature.outputs[name];
      return [name, spec ? dequantize(tensor, spec) : tensor];
    }),
  );
}
