import type { Constant } from '../../graph/constant.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import type { LayerConfig } from '../config/layer-config.ts';
import type { Argument, Call, LayerSpec } from '../config/model-spec.ts';
import type { Variable } from '../weights/variable.ts';

/** A call of a layer, to be added to the graph. */
export interface LayerContext {
  readonly graph: Graph;
  readonly layer: LayerSpec;
  readonly config: LayerConfig;
  /** Some names, such as hard_sigmoid, mean different things in Keras 2 and 3. */
  readonly isKeras2: boolean;
  /** The tensors among the arguments, in their order. */
  readonly inputs: readonly Value[];
  /** The first of them. */
  readonly input: Value;
  readonly call: Call<Value>;
  /** Returns an argument by its name, or by its index among the positional arguments. */
  readonly argument: (name: string, place: number) => Argument<Value> | undefined;
  /**
   * Returns a weight, as an array of floats.
   *
   * @param shape the expected shape; open sizes are -1.
   * @throws {TypeError} if it has another shape.
   */
  readonly weight: (name: string, shape: readonly number[]) => FloatWeight;
  /** The mask of the input, true for each step that counts, if an earlier layer made one. */
  readonly maskOf: (value: Value) => Value | undefined;
  /** Sets the mask of a tensor. */
  readonly setMask: (value: Value, mask: Value) => void;
  /** Adds a layer within this one to the graph. */
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
   * Treatment of a mask of the input. By default, the output has the mask too if Keras certainly does so for the class, and other
   * layers are refused.
   */
  mask?: 'dropped' | 'used' | 'refused';
  /** Reason why layers of the class are never converted. */
  refusal?: string;
}

export type LayerKinds = Readonly<Record<string, LayerKind>>;
