/**
 * The end of a graph, from the first op on whose results have a size that depends on values, such as the boxes that are
 * left after overlapping ones were dropped. No recorded calls can be replayed there, so run-tail.ts runs these ops.
 */
export interface SnapshotTail {
  nodes: Readonly<Record<string, TailNode>>;
  constants: Readonly<Record<string, TailConstant>>;
  /** Origins of the model's outputs, by name: see {@link TailNode.inputs}. */
  outputs: Readonly<Record<string, string>>;
}

/** An op of the graph. */
export interface TailNode {
  op: string;
  /**
   * Results of other nodes, each as the name of a node, with `:` and a number if it is not the node's first result. Names
   * that are no node's are those of constants, or of what the replayed calls have computed.
   */
  inputs: readonly string[];
  attributes: Readonly<Record<string, TailAttribute>>;
  /** The loop that it belongs to, if any. */
  loop?: string;
}

export type TailAttribute = number | boolean | string | readonly number[];

export type TailDType = 'float32' | 'int32' | 'bool';

export interface TailConstant {
  dtype: TailDType;
  shape: readonly number[];
  b64: string;
}
