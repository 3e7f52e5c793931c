import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Attribute, Attributes } from './attribute.ts';
import definitions from './op-definitions.json' with { type: 'json' };

/** An output of an op: its name, and its dtype or the attribute that gives it. */
interface OutputDefinition {
  readonly name: string;
  readonly type?: DataTypeName;
  readonly typeOf?: string;
  /** The attribute with a list of dtypes, one for each tensor. */
  readonly types?: string;
  /** The attribute with the number of tensors of this dtype. */
  readonly count?: string;
}

/** The part of an op's public definition that a converter needs. */
export interface OpDefinition {
  readonly outputs: readonly OutputDefinition[];
  /** Defaults of attributes that a model leaves out. */
  readonly defaults?: Attributes;
  readonly isStateful?: boolean;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a script of this repository writes that file
const known = new Map(Object.entries(definitions as unknown as Readonly<Record<string, OpDefinition>>));

/** Returns TensorFlow's public definition of an op; undefined for an op without one. */
export function opDefinition(op: string): OpDefinition | undefined {
  return known.get(op);
}

/** Returns the defaults of the op's definition for attributes that a node lacks. */
export function withDefaults(op: string, attributes: Attributes): Attributes {
  const defaults: Readonly<Record<string, Attribute>> | undefined = known.get(op)?.defaults;
  return defaults ? { ...defaults, ...attributes } : attributes;
}
