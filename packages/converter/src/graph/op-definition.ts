import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attribute, Attributes } from './attribute.ts';
import definitions from './op-definitions.json' with { type: 'json' };

/** An output of an op: its name, and its dtype or the attribute that says it. */
interface OutputDefinition {
  readonly name: string;
  readonly type?: DataTypeName;
  readonly typeOf?: string;
  /** The attribute that lists the dtypes of as many tensors. */
  readonly types?: string;
  /** The attribute that says how many tensors of this dtype there are. */
  readonly count?: string;
}

/** The part of an op's public definition that a converter needs. */
export interface OpDefinition {
  readonly outputs: readonly OutputDefinition[];
  /** What an attribute is that a model leaves out. */
  readonly defaults?: Attributes;
  readonly isStateful?: boolean;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a script of this repository writes that file
const known = new Map(Object.entries(definitions as unknown as Readonly<Record<string, OpDefinition>>));

/** Returns what TensorFlow's public definitions say of an op; undefined of an op that is not in them. */
export function opDefinition(op: string): OpDefinition | undefined {
  return known.get(op);
}

/** Returns the attributes that a node has by its op's definition where it has none of its own. */
export function withDefaults(op: string, attributes: Attributes): Attributes {
  const defaults: Readonly<Record<string, Attribute>> | undefined = known.get(op)?.defaults;
  return defaults ? { ...defaults, ...attributes } : attributes;
}
