import { emitWarning } from 'node:process';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import type { LoadedModel, ModelSource } from '../../engines/engine.ts';
import { ModelBrokenError } from '../../errors/model-broken-error.ts';
import { SnapshotMismatchError } from './snapshot-mismatch-error.ts';
import type { Manifest } from '../../store/manifest.ts';
import { SNAPSHOT_FILES, type SnapshotPlan } from '../snapshot-plan.ts';
import { processorKind } from '../processor-kind.ts';
import { readPlan } from './read-plan.ts';
import { createReplay } from './replay.ts';
import { webAssembly } from '../../webassembly/web-assembly.ts';
import { joinRows, rowCount, sliceRows } from '../../request/split-rows.ts';
import { restoreInstance } from './restore-instance.ts';

/** The most rows that are answered one by one: more are faster on an engine, although it has to start. */
const MAX_ROWS = 16;

/** Number of failures of a snapshot until its engine answers everything. */
const MAX_FAILURES = 3;

/** The files of a snapshot. */
export interface SnapshotSource extends Pick<ModelSource, 'read' | 'manifest'> {
  /** Reads a file straight into memory, part after part, and checks its checksum; it must fill all parts. */
  readInto(file: string, parts: readonly Uint8Array[], crc32: number): Promise<void>;
}

/** Runs inputs of the snapshot's signature, dtypes and sizes; undefined for others. @throws any error of the engine */
export type SnapshotRun = (signature: string, inputs: NamedTensors) => NamedTensors | undefined;

/**
 * Loads a model from its snapshot: instead of being read, built and run for the first time, it continues from the state in
 * which the snapshot was taken.
 *
 * @throws {SnapshotMismatchError} if it is only for another kind of processor, or of another version of Pilotlight, or not
 *   of this model.
 * @throws {ModelBrokenError} if one of its files is missing or has changed.
 */
export async function loadSnapshot(source: SnapshotSource): Promise<SnapshotRun> {
  const plan = readPlan(await source.read(SNAPSHOT_FILES.plan), source.manifest);
  const isForThis = plan.processor === undefined || plan.processor === (await processorKind());
  if (!isForThis && plan.portable === undefined) {
    throw new SnapshotMismatchError('it was taken on another kind of processor');
  }
  const engine = await source.read(isForThis ? SNAPSHOT_FILES.engine : SNAPSHOT_FILES.portable);
  // Compiling an invalid module lazily ends the process. The digest shows that it is valid, except in an earlier plan.
  if (plan.engine === undefined && !webAssembly.validate(engine)) {
    throw new SnapshotMismatchError('its engine is not a valid module');
  }
  const replay = createReplay(plan);
  const target = await restoreInstance({
    plan,
    engine,
    readMemory: (parts) => source.readInto(SNAPSHOT_FILES.memory, parts, plan.memory.crc32),
    onImport: replay.onImport,
  });
  const tail = await tailOf(plan, source.manifest);
  return (signature, inputs) => {
    if (fits(plan, signature, inputs)) return tail(replay.run(target, inputs));
    if (plan.rowByRow !== true) return undefined;
    const rows = rowCount(inputs);
    if (rows < 2 || rows > MAX_ROWS) return undefined;
    const each = Array.from({ length: rows }, (_, row) => sliceRows(inputs, row, row + 1));
    if (!each.every((row) => fits(plan, signature, row))) return undefined;
    return joinRows(each.map((row) => replay.run(target, row)));
  };
}

/**
 * Returns the rest of the work. It returns nothing if it leaves a request to the engine. Few models have such a rest, so it
 * is imported only here.
 */
async function tailOf(
  { tail, signature }: SnapshotPlan,
  { signatures }: Manifest,
): Promise<(computed: NamedTensors) => NamedTensors | undefined> {
  const meant = signatures[signature];
  if (!tail || !meant) return (computed) => computed;
  const [{ loadTail }, { LeftToEngineError }] = await Promise.all([
    import('../tail/load-tail.ts'),
    import('../tail/left-to-engine-error.ts'),
  ]);
  const run = loadTail(tail, meant);
  return (computed) => {
    try {
      return run(computed);
    } catch (error) {
      if (error instanceof LeftToEngineError) return undefined;
      throw error;
    }
  };
}

/**
 * A model that runs from its snapshot everything that the snapshot can answer. The first other request starts its engine,
 * which answers all such requests. The engine also answers if a snapshot fails, which is then restored, a limited number of
 * times. The function's memory is sized for both. Runs come one at a time.
 */
export async function restoreModel(
  source: ModelSource & SnapshotSource,
  loadOrdinary: () => Promise<LoadedModel>,
): Promise<LoadedModel> {
  let snapshot = await loadSnapshot(source).catch((error: unknown) => {
    // The owner must fix changed files; on any other failure, the engine may work.
    if (error instanceof ModelBrokenError) throw error;
    warn(source, error);
    return undefined;
  });
  let ordinary: LoadedModel | undefined;
  let failures = 0;
  let ranFromSnapshot = false;

  async function startEngine(): Promise<LoadedModel> {
    return (ordinary ??= await loadOrdinary());
  }

  /** After an error, the instance's state is undefined. */
  async function restoreAgain(): Promise<void> {
    failures += 1;
    // The old instance may take as much memory as the new one.
    globalThis.gc?.();
    if (failures < MAX_FAILURES) snapshot = await loadSnapshot(source).catch(() => undefined);
  }

  return {
    // They were checked when the snapshot was taken.
    signatures: Object.fromEntries(
      Object.entries(source.manifest.signatures).map(([name, { inputs, outputs }]) => [
        name,
        { inputs: Object.keys(inputs), outputs: Object.keys(outputs) },
      ]),
    ),

    async run(signature, inputs) {
      try {
        const outputs = snapshot?.(signature, inputs);
        ranFromSnapshot = outputs !== undefined;
        if (outputs) return outputs;
      } catch (error) {
        // A trap too: the model reached code that it did not reach when the snapshot was taken.
        snapshot = undefined;
        ranFromSnapshot = false;
        if (failures === 0) warn(source, error);
        const model = await startEngine();
        await restoreAgain();
        return model.run(signature, inputs);
      }
      const model = await startEngine();
      return model.run(signature, inputs);
    },

    async startEngine() {
      await startEngine();
    },

    ranFromSnapshot: () => ranFromSnapshot,

    dispose() {
      snapshot = undefined;
      ordinary?.dispose();
    },
  };
}

function fits({ signature, inputs }: SnapshotPlan, name: string, given: NamedTensors): boolean {
  return (
    name === signature &&
    Object.entries(inputs).every(([input, { dtype, shape }]) => {
      const tensor = given[input];
      return tensor?.dtype === dtype && tensor.shape.join() === shape.join();
    })
  );
}

/** Logs a warning: the model answers as before, but starts as slowly as without a snapshot. */
function warn({ path, manifest }: ModelSource, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  emitWarning(`the snapshot of ${path} is not used: ${why}; ${manifest.engine} answers instead`);
}
