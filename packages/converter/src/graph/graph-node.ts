import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attributes } from './attribute.ts';
import type { Constant } from './constant.ts';

/** One output of a node. A node that uses it has this object as its input, not a name. */
export interface Value {
  readonly node: GraphNode;
  /** Index among the node's outputs. */
  readonly index: number;
  readonly dtype: DataTypeName;
  /** An open size is -1; undefined if even the number of dimensions is open. More of it may become known. */
  shape: readonly number[] | undefined;
}

/** An operation of TensorFlow, with its inputs and outputs. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** The elements of a `Const`. */
  readonly constant?: Constant;
}

/** The dtype and shape of a tensor that has no node yet. */
export type ValueSpec = Readonly<Pick<Value, 'dtype' | 'shape'>>;
