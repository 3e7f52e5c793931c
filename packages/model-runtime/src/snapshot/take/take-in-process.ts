import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import type { Engine, LoadedModel, ModelSource } from '../../engines/engine.ts';
import { SNAPSHOT_FILES, type SnapshotPlan, PLAN_VERSION } from '../snapshot-plan.ts';
import { processorKind } from '../processor-kind.ts';
import { haveOtherRows, readPlan } from '../restore/read-plan.ts';
import { createReplay } from '../restore/replay.ts';
import { digestOf } from '../../store/digest.ts';
import { restoreInstance } from '../restore/restore-instance.ts';
import { createModelSource } from '../../load-model.ts';
import { type ModelDirectory, readManifest } from '../../store/model-directory.ts';
import { sampleSignature } from '../../request/sample.ts';
import { joinRows } from '../../request/split-rows.ts';
import { startEngine } from '../../engines/start-engine.ts';
import { WASM_PAGE, type WasmInstance, webAssembly } from '../../webassembly/web-assembly.ts';
import { clearFreeMemory } from './clear-free-memory.ts';
import { cutGraph } from './cut-graph.ts';
import { type EngineBoundary, ENGINE_BOUNDARIES } from './engine-boundary.ts';
import { dotProductOf } from './dot-product.ts';
import { createOutputFinder } from './find-outputs.ts';
import { calledFunctions, keepCalled, watchFunctions, withoutStart } from './function-coverage.ts';
import { fullParts } from './full-parts.ts';
import { inputBytes } from './input-bytes.ts';
import { interceptInstances } from './intercept-instances.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';
import { portableEngine } from './portable-engine.ts';
import { probeInputs } from './probe-inputs.ts';
import { readByHost } from './read-by-host.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { TOUCHED, touchedBytes, watchMemory } from './memory-coverage.ts';
import { createCoverage, type Extent, fillExtents } from './unread-memory.ts';
import { takeTail } from './take-tail.ts';
import type { HostWork } from './watch-tfjs-kernels.ts';

/** Number of random inputs that the snapshot is compared with the engine on, in addition to the sample. */
const DRAWN_PROBES = 6;

/** Number of those inputs that the engine must answer at least. */
const FEWEST_PROBES = 3;

/** Number of times that the snapshot must answer each: a run begins with the memory that the one before it left. */
const ROUNDS = 3;

/** Number of rows in one request, to see if each is answered as it is alone. */
const ROWS = 3;

/** The value that fills memory that nothing reads, to see that nothing does. */
const POISON = 0xa5;

/**
 * Writes a snapshot of a model into its folder, and compares it with the engine. Every module that is instantiated in
 * this process meanwhile is recorded, so this needs a process of its own: see take-snapshot.ts.
 *
 * @throws {NoSnapshotError} if no snapshot of the model can be taken, with the reason.
 */
export async function takeInProcess(directory: ModelDirectory): Promise<void> {
  const manifest = await readManifest(directory);
  const boundary = ENGINE_BOUNDARIES[manifest.engine];
  if (!boundary) throw new NoSnapshotError(`its engine ${manifest.engine} does not run in WebAssembly`);
  const source = createModelSource(directory, manifest);
  const unfit = await boundary.whyUnfit?.(source);
  if (unfit !== undefined) throw new NoSnapshotError(unfit);
  const signature = sampleSignature(manifest);
  const drawn = probeInputs(manifest, DRAWN_PROBES, boundary.dtypes);

  const cut = await cutGraph(source, signature);
  const { engine: ordinary, model, recorder, stop } = await loadRecorded(cut?.head ?? source);
  const hostWork = await boundary.watchHost?.();
  const probes: NamedTensors[] = [];
  const expected: NamedTensors[] = [];
  let refusal: unknown;
  for (const probe of drawn) {
    hostWork?.beginRun(probe);
    // A random input may be no valid index, for example.
    const outputs = await model.run(signature, probe).catch((error: unknown) => void (refusal = error));
    if (!outputs) continue;
    hostWork?.endRun(Object.keys(outputs).length);
    probes.push(probe);
    expected.push(outputs);
  }
  if (probes.length < FEWEST_PROBES) throw refusal;

  const [inputs = {}] = probes;
  const [outputs = {}] = expected;
  const { plan, image } = await record({
    model,
    recorder,
    boundary,
    hostWork,
    signature,
    inputs,
    outputs,
  });
  stop();
  const trial = { plan, image, probes, expected };
  // Of all that the engine has called, only this is needed again: loading a model calls most of LiteRT's code.
  const watched = await replayProbes({ ...trial, engine: withoutStart(watchFunctions(recorder.module)) });
  const engine = keepCalled(recorder.module, calledFunctions(watched));
  await replayProbes({ ...trial, engine });
  if (!webAssembly.validate(engine))
    throw new NoSnapshotError('the rest of its engine is not a valid module');

  const portable =
    plan.processor === undefined ? engine : portableEngine(engine, dotProductOf(plan.processor));
  if (portable && portable !== engine) await replayProbes({ ...trial, engine: portable });

  const weights = await boundary.weights(recorder, image, source);
  const needed = weights ? await leaveOutUnread({ ...trial, engine }, weights) : image;
  const { memory, ...written } = withMemory(plan, needed);
  const spec = manifest.signatures[signature] ?? { inputs: {}, outputs: {} };
  const after = { engine: ordinary, source, name: signature, signature: spec, probes, computed: expected };
  const rest = cut && (await takeTail(cut, after));
  const rowByRow = cut ? {} : await answersRowByRow(model, trial, spec);
  const engines = {
    [SNAPSHOT_FILES.engine]: engine,
    ...(portable && portable !== engine ? { [SNAPSHOT_FILES.portable]: portable } : {}),
  };
  const digests = Object.fromEntries(
    Object.entries(engines).map(([file, content]) => [file, digestOf(content)]),
  );
  const isForAny = portable === engine;
  const json = Buffer.from(
    JSON.stringify({
      ...complete(written.plan, digests, isForAny),
      ...(rest ? { tail: rest.tail } : {}),
      ...(haveOtherRows(plan, rest?.outputs ?? outputs, spec) ? { rowsDiffer: true } : {}),
      ...rowByRow,
    }),
  );
  readPlan(json, { ...manifest, files: digests });

  const files = { [SNAPSHOT_FILES.plan]: json, ...engines, [SNAPSHOT_FILES.memory]: memory };
  // Not recursively: if the model's folder was removed meanwhile, this must not create it again.
  await mkdir(join(directory.path, dirname(SNAPSHOT_FILES.plan)));
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(directory.path, file), content);
  }
}

/**
 * Returns a plan with the facts that are known only at the end.
 *
 * @param isForAny true if what is left of the engine computes the same on any processor.
 */
function complete(
  { processor, ...plan }: SnapshotPlan,
  digests: Readonly<Record<string, string>>,
  isForAny: boolean,
): SnapshotPlan {
  const { [SNAPSHOT_FILES.engine]: engine, [SNAPSHOT_FILES.portable]: portable } = digests;
  return {
    ...plan,
    ...(engine === undefined ? {} : { engine }),
    ...(processor === undefined || isForAny ? {} : { processor }),
    ...(portable === undefined ? {} : { portable }),
  };
}

/** Loads a model on its ordinary engine, with a recorder at the boundary of its module. */
async function loadRecorded(
  source: ModelSource,
): Promise<{ engine: Engine; model: LoadedModel; recorder: Recorder; stop: () => void }> {
  const { manifest } = source;
  let recorder: Recorder | undefined;
  const stop = interceptInstances((module) => createRecorder(module, (ready) => (recorder = ready)));
  const engine = await startEngine(manifest.engine, { assetPath: installedAsset });
  const model = await engine.load(source);
  if (!recorder) throw new NoSnapshotError(`its engine ${manifest.engine} has instantiated no module`);
  return { engine, model, recorder, stop };
}

/** Records a run. */
async function record({
  model,
  recorder,
  boundary,
  hostWork,
  signature,
  inputs,
  outputs,
}: {
  model: LoadedModel;
  recorder: Recorder;
  boundary: EngineBoundary;
  hostWork: HostWork | undefined;
  signature: string;
  inputs: NamedTensors;
  /** The engine's answer to them. */
  outputs: NamedTensors;
}): Promise<{ plan: SnapshotPlan; image: Buffer }> {
  const { memory } = recorder;
  await model.startAfresh?.();
  if (boundary.allocator) recorder.withAllocator(boundary.allocator, clearFreeMemory);
  const before = Buffer.from(Buffer.from(memory.buffer));
  const watch = boundary.watch(memory, inputs, hostWork);
  const finder = createOutputFinder(outputs, watch, model.signatures[signature]?.copies);
  hostWork?.beginRun(inputs);
  const calls = await recorder.record({ boundary, watch, onReturn: finder.onReturn }, () =>
    model.run(signature, inputs),
  );
  if (memory.buffer.byteLength !== before.length) throw new NoSnapshotError('its memory grows with each run');

  const plan: SnapshotPlan = {
    version: PLAN_VERSION,
    signature,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, { dtype, shape }]) => [name, { dtype, shape }]),
    ),
    outputs: finder.found(),
    calls,
    memory: {
      name: recorder.memoryName,
      pages: before.length / WASM_PAGE,
      extents: [],
      crc32: 0,
    },
    table: recorder.tableName,
    copies: boundary.copies,
    ...(model.startAfresh ? { startsAfresh: true } : {}),
    ...(boundary.asksForProcessor ? { processor: await processorKind() } : {}),
  };
  // As it will be read: JSON has no negative zero, for example.
  const written: SnapshotPlan = JSON.parse(JSON.stringify(plan));
  return { plan: written, image: before };
}

/**
 * Finds out if the engine answers several rows as it answers each of them, bit for bit. Returns nothing if the signature
 * has an open dimension other than rows, or a fixed number of rows: then no request has several.
 */
async function answersRowByRow(
  model: LoadedModel,
  { plan, probes, expected }: Pick<Trial, 'plan' | 'probes' | 'expected'>,
  signature: Signature,
): Promise<Pick<SnapshotPlan, 'rowByRow'>> {
  const specs = [...Object.values(signature.inputs), ...Object.values(signature.outputs)];
  const tensors = [...Object.values(plan.inputs), ...plan.outputs];
  if (!specs.every(({ shape }) => shape[0] === -1) || !tensors.every(({ shape }) => shape[0] === 1))
    return {};
  for (let first = 0; first + ROWS <= probes.length; first += ROWS) {
    const together = await model.run(plan.signature, joinRows(probes.slice(first, first + ROWS)));
    const each = new Map(inputBytes(joinRows(expected.slice(first, first + ROWS))));
    if (!inputBytes(together).every(([name, bytes]) => each.get(name)?.equals(bytes))) return {};
  }
  return { rowByRow: true };
}

/** Returns a plan that says which parts of memory are not empty, and these parts one after the other. */
function withMemory(plan: SnapshotPlan, image: Buffer): { plan: SnapshotPlan; memory: Buffer } {
  const extents = fullParts(image);
  const memory = Buffer.concat(extents.map(([at, length]) => image.subarray(at, at + length)));
  return { plan: { ...plan, memory: { ...plan.memory, extents, crc32: crc32(memory) } }, memory };
}

interface Trial {
  plan: SnapshotPlan;
  /** All of the memory at the beginning of a run. */
  image: Buffer;
  engine: Uint8Array;
  probes: readonly NamedTensors[];
  /** The engine's answers to them. */
  expected: readonly NamedTensors[];
}

/**
 * Empties memory that no run reads. A module that notes its reads shows which memory that is. A replay with other values
 * there shows that the answers do not depend on it.
 */
async function leaveOutUnread(trial: Trial, weights: readonly Extent[]): Promise<Buffer> {
  const { plan, image, engine, probes } = trial;
  const coverage = createCoverage(image.length);
  const watched = watchMemory(engine, plan.memory.pages);
  // The random ones differ in their values only. The last one is the sample, if there is one.
  for (const probe of [probes[0] ?? {}, probes.at(-1) ?? {}]) {
    const { replay, target } = await restore({ ...trial, engine: watched });
    replay.run(target, probe);
    for (const again of probes.slice(0, 2)) replay.run(target, again);
    const touched = touchedBytes(target.instance);
    for (const [at, length] of readByHost(plan.calls)) touched.fill(TOUCHED.read, at, at + length);
    coverage.add(touched);
  }
  const unread = coverage.unread(image, weights);
  await replayProbes({ ...trial, image: fillExtents(image, unread, POISON) });
  return fillExtents(image, unread, 0);
}

/** Restores a snapshot in an instance of its own. */
async function restore({ plan, image, engine }: Pick<Trial, 'plan' | 'image' | 'engine'>) {
  const { memory, plan: full } = withMemory(plan, image);
  const replay = createReplay(full);
  const readMemory = async (parts: readonly Uint8Array[]) => {
    let offset = 0;
    for (const part of parts) {
      part.set(memory.subarray(offset, offset + part.length));
      offset += part.length;
    }
  };
  const target = await restoreInstance({ plan: full, engine, readMemory, onImport: replay.onImport });
  return { replay, target };
}

/**
 * Runs the snapshot on all probes, in an instance of its own.
 *
 * @throws {NoSnapshotError} if it does not answer, bit for bit, as the ordinary engine did.
 */
async function replayProbes({ probes, expected, ...snapshot }: Trial): Promise<WasmInstance> {
  const { replay, target } = await restore(snapshot);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, probe] of probes.entries()) {
      const answer = new Map(inputBytes(replay.run(target, probe)));
      const isSame = inputBytes(expected[at] ?? {}).every(([name, bytes]) => answer.get(name)?.equals(bytes));
      if (!isSame) throw new NoSnapshotError('its snapshot does not answer as its engine does');
    }
  }
  return target.instance;
}
