import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attributes } from './attribute.ts';
import type { Constant } from './constant.ts';

/** One tensor that a node gives. Whatever takes it holds this object itself, not a name. */
export interface Value {
  readonly node: GraphNode;
  /** Which of the node's outputs it is. */
  readonly index: number;
  readonly dtype: DataTypeName;
  /** A size is -1 where it is open; undefined where even the number of dimensions is. More of it may become known. */
  shape: readonly number[] | undefined;
}

/** An operation of TensorFlow, with what it takes and what it gives. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** The elements of a `Const`. */
  readonly constant?: Constant;
}

/** The dtype and shape of a tensor, before there is a node that gives it. */
export type ValueSpec = Readonly<Pick<Value, 'dtype' | 'shape'>>;
