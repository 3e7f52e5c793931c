import { emitWarning } from 'node:process';
import type { NamedTensors } from '@pilotlight/protocol';
import type { LoadedModel, ModelSource } from '../engine.ts';
import { ModelBrokenError } from '../model-broken-error.ts';
import { FrozenMismatchError } from './frozen-mismatch-error.ts';
import { FROZEN_FILES, type FrozenPlan, PLAN_VERSION } from './frozen-plan.ts';
import { processorKind } from './processor-kind.ts';
import { createReplay } from './replay.ts';
import { restoreInstance } from './restore-instance.ts';

/** The files of a frozen model. */
export interface FrozenSource extends Pick<ModelSource, 'read'> {
  /** Reads one of them straight to where it belongs, part after part, its checksum checked; it must fill them all. */
  readInto(file: string, parts: readonly Uint8Array[], crc32: number): Promise<void>;
}

/** Runs inputs of the frozen signature, dtypes and sizes; undefined for others. @throws whatever the engine throws */
export type FrozenRun = (signature: string, inputs: NamedTensors) => NamedTensors | undefined;

/**
 * Loads a model from what was frozen of it: instead of being read, built and run for the first time, it goes on where
 * it stood when it was frozen.
 *
 * @throws {FrozenMismatchError} where it is for another kind of processor or version of Pilotlight.
 * @throws {ModelBrokenError} where one of its files is missing or has changed.
 */
export async function loadFrozen(source: FrozenSource): Promise<FrozenRun> {
  const [json, engine] = await Promise.all([
    source.read(FROZEN_FILES.plan),
    source.read(FROZEN_FILES.engine),
  ]);
  const plan: FrozenPlan = JSON.parse(new TextDecoder().decode(json));
  if (plan.version !== PLAN_VERSION) {
    throw new FrozenMismatchError(`it was frozen by another version of Pilotlight`);
  }
  if (plan.processor !== undefined && plan.processor !== (await processorKind())) {
    throw new FrozenMismatchError('it was frozen on another kind of processor');
  }
  const replay = createReplay(plan);
  const target = await restoreInstance({
    plan,
    engine,
    readMemory: (parts) => source.readInto(FROZEN_FILES.memory, parts, plan.memory.crc32),
    onImport: replay.onImport,
  });
  return (signature, inputs) => (fits(plan, signature, inputs) ? replay.run(target, inputs) : undefined);
}

/**
 * A model that runs frozen what was frozen. The first request of another kind starts its ordinary engine, which takes
 * over for good, so that only one of the two is held; so does a frozen model that fails. Runs come one at a time.
 */
export async function loadFrozenModel(
  source: ModelSource & FrozenSource,
  loadOrdinary: () => Promise<LoadedModel>,
): Promise<LoadedModel> {
  let frozen = await loadFrozen(source).catch((error: unknown) => {
    // Files that are not those that were frozen are for its owner to mend; whatever else fails here may go elsewhere.
    if (error instanceof ModelBrokenError) throw error;
    warn(source, error);
    return undefined;
  });
  let ordinary: LoadedModel | undefined;

  async function thaw(): Promise<LoadedModel> {
    ordinary ??= await loadOrdinary();
    frozen = undefined;
    return ordinary;
  }

  return {
    // They were checked when it was frozen.
    signatures: Object.fromEntries(
      Object.entries(source.manifest.signatures).map(([name, { inputs, outputs }]) => [
        name,
        { inputs: Object.keys(inputs), outputs: Object.keys(outputs) },
      ]),
    ),

    async run(signature, inputs) {
      try {
        const outputs = frozen?.(signature, inputs);
        if (outputs) return outputs;
      } catch (error) {
        // A trap too: the model came to a place where it was not when it was frozen.
        frozen = undefined;
        warn(source, error);
      }
      const model = await thaw();
      return model.run(signature, inputs);
    },

    async thaw() {
      await thaw();
    },

    dispose() {
      frozen = undefined;
      ordinary?.dispose();
    },
  };
}

function fits({ signature, inputs }: FrozenPlan, name: string, given: NamedTensors): boolean {
  return (
    name === signature &&
    Object.entries(inputs).every(([input, { dtype, shape }]) => {
      const tensor = given[input];
      return tensor?.dtype === dtype && tensor.shape.join() === shape.join();
    })
  );
}

/** Into the log: it answers as before, but starts as slowly as if it had not been frozen. */
function warn({ path, manifest }: ModelSource, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  emitWarning(`the frozen form of ${path} is not used: ${why}; ${manifest.engine} answers instead`);
}
