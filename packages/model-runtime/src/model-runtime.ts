import {
  type DescribeResponse,
  InvalidRequestError,
  type ParsedPredictRequest,
  RequestTooLargeError,
} from '@pilotlight/protocol';
import { dequantise, type NamedTensors, type Signature } from '@pilotlight/protocol/tensors';
import { checkOutputs } from './request/check-outputs.ts';
import type { AssetPath, LoadedModel } from './engines/engine.ts';
import { InferenceError } from './errors/inference-error.ts';
import { MAX_COLUMN_BYTES } from './request/limits.ts';
import { createModelLoader } from './load-model.ts';
import type { Manifest } from './store/manifest.ts';
import { type ModelSelector, readCatalog } from './store/model-catalog.ts';
import { type ModelDirectory, readManifest } from './store/model-directory.ts';
import { prepareInputs } from './request/prepare-inputs.ts';
import { prepareParts } from './request/prepare-parts.ts';
import { runParts } from './request/run-parts.ts';
import { sampleOf, sampleSignature } from './request/sample.ts';
import { memoizeAsync } from './concurrency/memoize-async.ts';
import { byteCount, joinRows } from './request/split-rows.ts';
import { createMutex } from './concurrency/mutex.ts';

/** What a model answered, and how long each part took, in milliseconds. */
export interface Prediction {
  model: string;
  version: number;
  /** What the last dimension of the output counts through. */
  labels: readonly string[] | undefined;
  outputs: NamedTensors;
  loadMs: number;
  queueMs: number;
  inferenceMs: number;
}

type Question = Pick<ParsedPredictRequest, 'signature' | 'raw' | 'payload'>;

export interface ModelRuntime {
  /**
   * Loads the model where it is not loaded yet, and runs it.
   *
   * @throws {InvalidRequestError} for tensors that do not fit the signature. @throws {RequestTooLargeError}
   * @throws {ModelNotFoundError} @throws {ModelBrokenError} @throws {EngineError} @throws {InferenceError}
   */
  predict(request: ParsedPredictRequest): Promise<Prediction>;
  /** Loads the model that is meant, or all that are served, and runs each once on its sample. */
  warm(selector: ModelSelector): Promise<Prediction[]>;
  /** Starts the engine of a model that runs from a snapshot, as a request does that needs it. */
  startEngine(selector: ModelSelector): Promise<void>;
  /** Says what is served without loading it. */
  describe(selector: ModelSelector): Promise<DescribeResponse['models']>;
  /** Gives the memory of all models back, once none of them runs. Whoever asks afterwards has them loaded again. */
  unload(): Promise<void>;
}

export interface ModelRuntimeOptions {
  /** The folder with `<name>/<version>/`. */
  modelsDirectory: string;
  assetPath: AssetPath;
  /** The most memory that decoding one image may take, in bytes; as much as it needs, unless said. */
  imageMemoryBytes?: number;
}

/**
 * Serves the models of a folder.
 *
 * @example
 * const runtime = createModelRuntime({ modelsDirectory: 'models', assetPath: installedAsset });
 * const { outputs } = await runtime.predict(parseRequest({ model: 'digits', instances: [image] }));
 */
export function createModelRuntime({
  modelsDirectory,
  assetPath,
  imageMemoryBytes: maxMemoryBytes,
}: ModelRuntimeOptions): ModelRuntime {
  const loadModel = createModelLoader({ assetPath });
  const oneAtATime = createMutex();
  const catalogOf = memoizeAsync(readCatalog);
  const manifestOf = memoizeAsync(readManifest);
  const startLoading = () =>
    memoizeAsync(async (directory: ModelDirectory) => {
      const loaded = await loadModel(directory, await manifestOf(directory));
      allLoaded.push(loaded);
      return loaded;
    });
  const allLoaded: LoadedModel[] = [];
  let loadedOf = startLoading();

  async function find(selector: ModelSelector): Promise<ModelDirectory> {
    return (await catalogOf(modelsDirectory)).find(selector);
  }

  /** One model if one is named or there is just one; all otherwise. */
  async function findAll(selector: ModelSelector): Promise<readonly ModelDirectory[]> {
    return selector.model === undefined && selector.version === undefined
      ? (await catalogOf(modelsDirectory)).served
      : [await find(selector)];
  }

  /** @param isSample what the model is run on is its own sample, which may be long, and answered with NaN. */
  async function run(
    directory: ModelDirectory,
    question: Question,
    { isSample = false }: { isSample?: boolean } = {},
  ): Promise<Prediction> {
    const manifest = await manifestOf(directory);
    const signature = signatureOf(manifest, question.signature);
    const { preprocessing, labels } = manifest;
    const { payload, raw } = question;
    const asked = { payload, raw, signature, preprocessing, assetPath, maxMemoryBytes };
    const parts =
      payload.form === 'instances'
        ? await prepareParts(asked)
        : [isSample ? await prepareInputs(asked) : boundColumns(await prepareInputs(asked))];

    const arrived = performance.now();
    const loaded = await loadedOf(directory);
    const loadMs = performance.now() - arrived;
    const { answers, queueMs, inferenceMs } = await runParts(parts, oneAtATime, (part) =>
      runOnce(directory, loaded, question.signature, part),
    );
    const outputs = joinRows(answers);
    const rows = payload.form === 'instances' ? payload.rows.length : undefined;
    checkOutputs({ directory, signature, outputs, rows, mayBeNonFinite: isSample });
    return {
      model: directory.model,
      version: directory.version,
      labels,
      outputs: question.raw ? outputs : dequantiseAll(outputs, signature),
      loadMs,
      queueMs,
      inferenceMs,
    };
  }

  return {
    async predict({ model, version, ...question }) {
      return run(await find({ model, version }), question);
    },

    async warm(selector) {
      const warmed: Prediction[] = [];
      for (const directory of await findAll(selector)) {
        const manifest = await manifestOf(directory);
        const columns = sampleOf(manifest);
        const payload = { form: 'inputs', columns } as const;
        const question = { signature: sampleSignature(manifest), raw: true, payload };
        warmed.push(await run(directory, question, { isSample: true }));
      }
      return warmed;
    },

    async startEngine(selector) {
      const loaded = await loadedOf(await find(selector));
      await oneAtATime(async () => loaded.startEngine?.());
    },

    async unload() {
      await oneAtATime(async () => {
        loadedOf = startLoading();
        for (const loaded of allLoaded.splice(0)) loaded.dispose();
      });
    },

    async describe(selector) {
      const directories = await findAll(selector);
      return Promise.all(
        directories.map(async (directory) => {
          const { format, engine, signatures, labels, preprocessing } = await manifestOf(directory);
          const { model, version } = directory;
          const [imageInput] = Object.keys(preprocessing ?? {});
          return {
            model,
            version,
            format,
            engine,
            signatures,
            ...(labels ? { labels } : {}),
            ...(imageInput === undefined ? {} : { imageInput }),
          };
        }),
      );
    },
  };
}

async function runOnce(
  directory: ModelDirectory,
  loaded: LoadedModel,
  signature: string,
  inputs: NamedTensors,
): Promise<NamedTensors> {
  try {
    return await loaded.run(signature, inputs);
  } catch (cause) {
    throw new InferenceError(directory, `it failed while it ran on inputs that fit '${signature}'`, {
      cause,
    });
  }
}

function signatureOf({ signatures }: Manifest, name: string): Signature {
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  if (signature) return signature;
  const names = Object.keys(signatures).join(', ');
  throw new InvalidRequestError(
    { field: 'signature', expected: `one of ${names}`, received: 'another name' },
    `this model has no signature '${name.slice(0, 64)}'; it has ${names}`,
  );
}

function boundColumns(inputs: NamedTensors): NamedTensors {
  const bytes = byteCount(inputs);
  if (bytes <= MAX_COLUMN_BYTES) return inputs;
  throw new RequestTooLargeError({
    field: 'inputs',
    expected: `at most ${MAX_COLUMN_BYTES} bytes of tensors; \`instances\` may be longer, as rows are run in parts`,
    received: `${bytes} bytes`,
  });
}

function dequantiseAll(outputs: NamedTensors, signature: Signature): NamedTensors {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => {
      const spec = signature.outputs[name];
      return [name, spec ? dequantise(tensor, spec) : tensor];
    }),
  );
}
