import type { DType } from '@pilotlight/protocol/calling';

/** Type of one tensor of a model. */
export interface TensorType {
  dtype: DType;
  /** The shape, batch dimension included; -1 is a dimension of any size. */
  shape: readonly number[];
}

/** Type of one version of a model. */
export interface ModelType {
  inputs: Readonly<Record<string, TensorType>>;
  outputs: Readonly<Record<string, TensorType>>;
  /** A union of the names of the model's classes. */
  labels: string;
  /** The input that takes an image; `never` if none does. */
  imageInput: string;
}

/**
 * The served models by name and version. `npx pilotlight types --out models.d.ts` writes a file that fills this in.
 * Without it, rows and answers have the types of any model.
 */
// An interface, because another file adds to it.
export interface Models {}

/** Name of a model: one of the known names, or any string if none is known. */
export type ModelName = keyof Models extends never ? string : keyof Models;

/** A version of a model. */
export type VersionOf<Name> = Name extends keyof Models
  ? Extract<Exclude<keyof Models[Name], 'served'>, number>
  : number;

/** The version of a call that names none: the one labeled `stable`, else the highest. */
export type ServedVersionOf<Name> = Name extends keyof Models
  ? Models[Name] extends { served: infer Version }
    ? Version
    : never
  : number;

/** Type of a model's version; undefined for an unknown one, which may be anything. */
export type TypeOf<Name, Version> = Name extends keyof Models
  ? Version extends keyof Models[Name]
    ? Extract<Models[Name][Version], ModelType>
    : never
  : undefined;
