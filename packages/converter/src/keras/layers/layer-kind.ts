import type { Constant } from '../../graph/constant.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import type { LayerConfig } from '../config/layer-config.ts';
import type { Argument, Call, LayerSpec } from '../config/model-spec.ts';
import type { Variable } from '../weights/variable.ts';

/** A call of a layer that is put into the graph. */
export interface LayerContext {
  readonly graph: Graph;
  readonly layer: LayerSpec;
  readonly config: LayerConfig;
  /** Keras 2 and 3 mean different things by some words, such as hard_sigmoid. */
  readonly isKeras2: boolean;
  /** The tensors it is called with, in their order. */
  readonly inputs: readonly Value[];
  /** The first of them. */
  readonly input: Value;
  readonly call: Call<Value>;
  /** An argument by its name, or its place among those that have none. */
  readonly argument: (name: string, place: number) => Argument<Value> | undefined;
  /**
   * A weight, as an array of floats.
   *
   * @param shape what it must have; open sizes are -1.
   * @throws {TypeError} where it has another.
   */
  readonly weight: (name: string, shape: readonly number[]) => FloatWeight;
  /** What says of each step whether it counts, where a layer before has said so. */
  readonly maskOf: (value: Value) => Value | undefined;
  /** Says of a tensor which of its steps count. */
  readonly setMask: (value: Value, mask: Value) => void;
  /** Puts a layer that is in this one into the graph. */
  readonly apply: (child: LayerSpec | undefined, inputs: readonly Value[]) => readonly Value[];
  /** @returns an error that names the layer, to throw. */
  readonly refuse: (why: string) => Error;
}

export type FloatWeight = Constant & { readonly data: Float32Array };

/** A class of layers. */
export interface LayerKind {
  readonly variables?: (config: LayerConfig) => readonly Variable[];
  readonly build: (context: LayerContext) => Value | readonly Value[];
  /**
   * What becomes of a mask that comes with the input. By default it goes on with the output of layers of which that is
   * sure, and the others are refused.
   */
  mask?: 'dropped' | 'used' | 'refused';
  /** Why layers of the class are never converted. */
  refusal?: string;
}

export type LayerKinds = Readonly<Record<string, LayerKind>>;
