import type { DType } from '@pilotlight/protocol/calling';

/** What is known of one tensor of a model when an app is compiled. */
export interface TensorType {
  dtype: DType;
  /** The batch dimension included; -1 is a dimension of any size. */
  shape: readonly number[];
}

/** What is known of one version of a model when an app is compiled. */
export interface ModelType {
  inputs: Readonly<Record<string, TensorType>>;
  outputs: Readonly<Record<string, TensorType>>;
  /** A union of the names of the model's classes. */
  labels: string;
  /** The input that takes an image; `never` where none does. */
  imageInput: string;
}

/**
 * The models that are served, by name and version: `npx pilotlight types --out models.d.ts` writes a file that fills
 * this in. Without it, rows and answers are of any model's types.
 */
// An interface, as another file adds to it.
export interface Models {}

/** A name of a model: one of those that are known, or any where none is. */
export type ModelName = keyof Models extends never ? string : keyof Models;

/** A version of a model. */
export type VersionOf<Name> = Name extends keyof Models
  ? Extract<Exclude<keyof Models[Name], 'served'>, number>
  : number;

/** The version that is asked where a call names none: the one labelled stable, or else the highest. */
export type ServedVersionOf<Name> = Name extends keyof Models
  ? Models[Name] extends { served: infer Version }
    ? Version
    : never
  : number;

/** What is known of a model's version: of one that nothing is known of, that it may be anything. */
export type TypeOf<Name, Version> = Name extends keyof Models
  ? Version extends keyof Models[Name]
    ? Extract<Models[Name][Version], ModelType>
    : never
  : undefined;
