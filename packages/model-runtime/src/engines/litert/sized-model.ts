import { DEFAULT_SIGNATURE, type NamedTensors, type Tensor } from '@pilotlight/protocol/tensors';
import { LitertError } from './litert-error.ts';
import type { LitertModule } from './litert-module.ts';
import { type LitertSession, openLitertSession } from './litert-session.ts';
import type { OpenSizes } from './open-sizes.ts';
import { withSizes } from './with-sizes.ts';

/** The most sizes that a model stays prepared for: each has its own instance of the library, and the weights. */
const MAX_PREPARED = 2;

/** A model that was prepared for the sizes of a request. */
interface Prepared {
  session: LitertSession;
  outputs: readonly (readonly number[])[];
}

/** A model with open sizes in its file, which requests decide. */
export interface SizedModel {
  readonly signature: string;
  /** @throws {LitertError} */
  run(inputs: NamedTensors): Promise<NamedTensors>;
}

/**
 * Opens a file with open sizes. For each new set of sizes the file is changed to exactly these. It runs twice the first
 * time: the first run shows the sizes of its outputs.
 *
 * @param read returns the file, which is not kept.
 */
export function openSizedModel(
  module: LitertModule,
  open: OpenSizes,
  read: () => Promise<Uint8Array>,
): SizedModel {
  const prepared = new Map<string, Prepared>();

  async function prepare(shapes: number[][], tensors: Tensor[]): Promise<Prepared> {
    const file = await read();
    const probe = await openLitertSession(module, withSizes(file, open, { inputs: shapes }));
    const outputs = sizesIn(runWhole(probe, tensors));
    if (outputs.some((shape) => shape.includes(0)))
      throw new LitertError('an output has no elements for inputs of these sizes');
    const session = await openLitertSession(module, withSizes(file, open, { inputs: shapes, outputs }));
    return { session, outputs };
  }

  /** @returns undefined if the outputs have other sizes than it was prepared for, as the data may decide. */
  function answer({ session, outputs }: Prepared, tensors: Tensor[]): Tensor[] | undefined {
    const results = runWhole(session, tensors);
    const sizes = sizesIn(results.slice(outputs.length));
    return JSON.stringify(sizes) === JSON.stringify(outputs) ? results.slice(0, outputs.length) : undefined;
  }

  function keep(key: string, one: Prepared): void {
    const [oldest] = prepared.keys();
    if (prepared.size === MAX_PREPARED && oldest !== undefined) prepared.delete(oldest);
    prepared.set(key, one);
  }

  return {
    signature: open.signature ?? DEFAULT_SIGNATURE,

    async run(inputs) {
      const tensors = open.inputs.map(({ name, shape }) => fitting(name, shape, inputs[name]));
      const shapes = tensors.map(({ shape }) => [...shape]);
      const key = JSON.stringify(shapes);
      const known = prepared.get(key);
      prepared.delete(key);
      let results: Tensor[] | undefined;
      try {
        if (known) {
          results = answer(known, tensors);
          if (results) keep(key, known);
        }
      } catch (error) {
        // It may have to be prepared for other sizes than those of this data.
        if (!(error instanceof LitertError)) throw error;
      }
      if (!results) {
        const made = await prepare(shapes, tensors);
        results = answer(made, tensors);
        if (!results) throw new LitertError('its outputs have other sizes in each run');
        keep(key, made);
      }
      return Object.fromEntries(
        open.outputs.flatMap(({ name }, at) => (results[at] ? [[name, results[at]]] : [])),
      );
    },
  };
}

function runWhole(session: LitertSession, tensors: readonly Tensor[]): Tensor[] {
  const [signature] = session.signatures.values();
  if (!signature) throw new LitertError('it has no graph');
  return session.run(signature, tensors);
}

function sizesIn(tensors: readonly Tensor[]): number[][] {
  return tensors.map(({ data }) => Array.from(data, Number));
}

function fitting(name: string, shape: readonly number[], tensor: Tensor | undefined): Tensor {
  if (!tensor) throw new LitertError(`its input '${name}' is missing`);
  const fits = (size: number, at: number) => size > 0 && (shape[at] === -1 || shape[at] === size);
  if (tensor.shape.length !== shape.length || !tensor.shape.every(fits)) {
    throw new LitertError(
      `its input '${name}' is [${sizeWords(shape)}], but received [${sizeWords(tensor.shape)}]`,
    );
  }
  return tensor;
}

function sizeWords(shape: readonly number[]): string {
  return shape.map((size) => (size === -1 ? '?' : size)).join(', ');
}
