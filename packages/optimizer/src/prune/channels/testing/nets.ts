import { io, tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { createRandom, type Random } from '@pilotlight/statistics/random';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../../../tfjs/tfjs-model.ts';

/** Output of a net so far, and its dead channels, which are always zero. */
export interface Wire {
  out: tfl.SymbolicTensor;
  dead: ReadonlySet<number>;
}

/** A net with known channels that can be removed without changing the outputs. */
export interface Net {
  /** Adds a layer with a kernel that makes new channels; some of these are dead, or those in `dead`. */
  kernel(layer: tfl.layers.Layer, from: Wire, dead?: ReadonlySet<number>): Wire;
  /** Adds a layer that leaves channels where they are, or has the dead channels in `dead`. */
  through(layer: tfl.layers.Layer, from: readonly Wire[], dead?: ReadonlySet<number>): Wire;
  /** Sets all weights to random values, and those of dead channels to zeros. */
  draw(): void;
  /** Returns the number of dead channels of a layer. */
  deadOf(name: string): number | undefined;
}

/** Weights that are zero for a dead channel; all others can have any value. */
const DYING = new Set(['kernel', 'pointwise_kernel', 'bias', 'beta', 'moving_mean']);

/**
 * Creates a net.
 *
 * @param deadInFour number of dead channels of every four.
 */
export function createNet({ deadInFour, seed }: { deadInFour: number; seed: number }): Net {
  const random = createRandom(seed);
  const drawn = new Map<tfl.layers.Layer, ReadonlySet<number>>();
  return {
    kernel(layer, from, dead) {
      const out = apply(layer, from.out);
      const places = Array.from({ length: out.shape.at(-1) ?? 0 }, (_, at) => at);
      const chosen = dead ?? new Set(places.filter((at) => (at * 3 + 1) % 4 < deadInFour));
      drawn.set(layer, chosen);
      return { out, dead: chosen };
    },
    through(layer, from, dead = from[0]?.dead ?? new Set()) {
      drawn.set(layer, dead);
      return { out: apply(layer, ...from.map(({ out }) => out)), dead };
    },
    deadOf: (name) => [...drawn].find(([layer]) => layer.name === name)?.[1].size,
    draw() {
      for (const [layer, dead] of drawn)
        layer.setWeights(
          tidy(() =>
            layer.weights.map((weight) =>
              tensor(valuesOf(weight, layer, dead, random), weight.shape.map(Number)),
            ),
          ),
        );
    },
  };
}

/** Applies a layer to others. */
export function apply(layer: tfl.layers.Layer, ...from: tfl.SymbolicTensor[]): tfl.SymbolicTensor {
  const [only] = from;
  const given = layer.apply(only && from.length === 1 ? only : from);
  if (given instanceof tfl.SymbolicTensor) return given;
  throw new TypeError('a layer was run instead of connected');
}

function valuesOf(
  { originalName, shape }: tfl.LayerVariable,
  layer: tfl.layers.Layer,
  dead: ReadonlySet<number>,
  random: Random,
): Float32Array {
  const own = originalName.split('/').at(-1) ?? '';
  const size = shape.reduce<number>((product, each) => product * Number(each), 1);
  const isTransposed = layer.getClassName() === 'Conv2DTranspose' && own === 'kernel';
  const [stride, channels] = isTransposed ? [Number(shape[3]), Number(shape[2])] : [1, Number(shape.at(-1))];
  return Float32Array.from({ length: size }, (_, at) => {
    // Large enough that a live channel cannot be taken for a dead one.
    const magnitude = own === 'moving_variance' ? random.between(0.5, 2) : random.between(0.1, 0.6);
    const isNegative = own !== 'moving_variance' && random.between(0, 1) < 0.5;
    const isDead = DYING.has(own) && dead.has(Math.floor(at / stride) % channels);
    return isDead ? 0 : isNegative ? -magnitude : magnitude;
  });
}

/** Returns the content of a model's file. */
export async function toTfjsModel(model: tfl.LayersModel): Promise<TfjsModel> {
  let saved: io.ModelArtifacts = {};
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const content = new Uint8Array(io.CompositeArrayBuffer.join(saved.weightData));
  let offset = 0;
  const group = (saved.weightSpecs ?? []).map(({ name, shape, dtype }): Weight => {
    const length = 4 * shape.reduce((product, size) => product * size, 1);
    offset += length;
    return { name, shape, dtype, bytes: content.slice(offset - length, offset), quantization: undefined };
  });
  const json = JSON.parse(JSON.stringify({ modelTopology: saved.modelTopology, format: 'layers-model' }));
  return { format: 'tfjs-layers-model', file: 'test', json, groups: [group] };
}

/** Loads the content of a file, as TensorFlow.js does. */
export async function loadTfjsModel({ json, groups }: TfjsModel): Promise<tfl.LayersModel> {
  const weights = groups.flat();
  const artifacts: io.ModelArtifacts = JSON.parse(
    JSON.stringify({
      ...json,
      weightSpecs: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    }),
  );
  const weightData = io.CompositeArrayBuffer.join(weights.map(({ bytes }) => bytes.slice().buffer));
  return tfl.loadLayersModel(io.fromMemory({ ...artifacts, weightData }));
}
