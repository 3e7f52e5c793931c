import { dispose, io } from '@tensorflow/tfjs-core';
import type { NamedTensors, Signature, Tensor } from '@pilotlight/protocol/tensors';
import type { Engine, LoadedModel, ModelSource } from '../../engines/engine.ts';
import { BACKEND } from '../../engines/wasm/kernels/backend-kernel.ts';
import { readModelArtifacts } from '../../engines/tfjs/model-artifacts.ts';
import { onBackend } from '../../engines/tfjs/on-backend.ts';
import { fromEngine } from '../../engines/tfjs/tensor-conversion.ts';
import { SnapshotMismatchError } from '../restore/snapshot-mismatch-error.ts';
import { loadTail } from '../tail/load-tail.ts';
import type { SnapshotTail, TailConstant } from '../tail/snapshot-tail.ts';
import { drawInputs } from '../../trial/draw-inputs.ts';
import type { CutGraph } from './cut-graph.ts';
import { inputBytes } from './input-bytes.ts';
import { NoSnapshotError } from './no-snapshot-error.ts';

/** Number of random tensors that the tail is compared with the engine on, in addition to what the probes give. */
const DRAWN = 6;

/** Inputs to compare a tail with the engine on. */
interface Trial {
  engine: Engine;
  source: ModelSource;
  name: string;
  signature: Signature;
  probes: readonly NamedTensors[];
  /** Results of the head of the graph for them. */
  computed: readonly NamedTensors[];
}

/**
 * Makes the tail of a snapshot, and compares its answers with the engine's. Few random pictures show anything that a
 * detector finds, so the tail is also compared alone, on random scores and boxes.
 *
 * @returns the tail, and the model's outputs for the first probe.
 * @throws {NoSnapshotError} if it does not answer, bit for bit, as the engine does.
 */
export async function takeTail(
  { tail: { nodes, outputs, constants }, tailModel }: CutGraph,
  { engine, source, name, signature, probes, computed }: Trial,
): Promise<{ tail: SnapshotTail; outputs: NamedTensors }> {
  // As it will be read.
  const tail: SnapshotTail = JSON.parse(
    JSON.stringify({ nodes, outputs, constants: await constantsOf(source, constants) }),
  );
  const run = loadTail(tail, signature);
  const answers = await using(engine, source, async (model) => {
    const all: NamedTensors[] = [];
    for (const [at, probe] of probes.entries()) {
      const answer = await model.run(name, probe);
      assertSame(run(computed[at] ?? {}), answer);
      all.push(answer);
    }
    return all;
  });

  const [first = {}] = computed;
  const fractions = Object.fromEntries(Object.entries(first).filter(([, { dtype }]) => dtype === 'float32'));
  await using(engine, tailModel.source, async (model) => {
    for (const drawn of drawInputs(fractions, DRAWN)) {
      const given = { ...first, ...drawn };
      const fed = Object.values(given).map((tensor, at) => [tailModel.inputs[at] ?? '', tensor] as const);
      // Not every number is a valid index, for example: then neither answers, or the tail leaves it to the engine.
      const answer = await model.run(name, Object.fromEntries(fed)).catch(() => undefined);
      const own = answer && answerOf(() => run(given));
      if (!own) continue;
      const asked = Object.entries(outputs).filter(([, reference]) => tailModel.outputs.includes(reference));
      assertSame(own, Object.fromEntries(asked.map(([output, reference]) => [output, answer[reference]])));
    }
  });
  return { tail, outputs: answers[0] ?? {} };
}

async function using<Result>(
  engine: Engine,
  source: ModelSource,
  task: (model: LoadedModel) => Promise<Result>,
): Promise<Result> {
  const model = await engine.load(source);
  try {
    return await task(model);
  } finally {
    model.dispose();
  }
}

function answerOf(run: () => NamedTensors): NamedTensors | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof SnapshotMismatchError) return undefined;
    throw error;
  }
}

/** @throws {NoSnapshotError} if outputs are not those of the engine. */
function assertSame(given: NamedTensors, wanted: Readonly<Record<string, Tensor | undefined>>): void {
  for (const [name, tensor] of Object.entries(wanted)) {
    const own = given[name];
    const isSame =
      tensor &&
      own?.dtype === tensor.dtype &&
      own.shape.join() === tensor.shape.join() &&
      inputBytes({ name: own })[0]?.[1].equals(inputBytes({ name: tensor })[0]?.[1] ?? Buffer.alloc(0));
    if (!isSame)
      throw new NoSnapshotError(
        `its output '${name}' is not the engine's, if it is computed after a snapshot`,
      );
  }
}

/** Returns constants of a graph as its engine has them: weights may be stored in fewer bits. */
async function constantsOf(
  source: ModelSource,
  names: readonly string[],
): Promise<Record<string, TailConstant>> {
  const { weightData, weightSpecs } = await readModelArtifacts(source);
  if (!weightData || !weightSpecs) return {};
  return onBackend(BACKEND, async () => {
    const weights = io.decodeWeights(weightData, weightSpecs);
    const tensors = fromEngine(
      names,
      names.flatMap((name) => weights[name] ?? []),
    );
    dispose(weights);
    return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, constantOf(tensor)]));
  });
}

function constantOf({ dtype, shape, data }: Tensor): TailConstant {
  if ((dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') || Array.isArray(data))
    throw new NoSnapshotError(`after a size that depends on what it computes, it needs ${dtype}`);
  const b64 = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  return { dtype, shape, b64 };
}
