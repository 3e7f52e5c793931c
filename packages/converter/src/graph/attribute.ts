import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';

/** The value of a node's attribute, under the key that TensorFlow's `AttrValue` has for its kind. */
export type Attribute =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly s: string }
  | { readonly type: DataTypeName }
  /** An open size is -1; undefined if even the number of dimensions is open. */
  | { readonly shape: readonly number[] | undefined }
  /** The name of a function. */
  | { readonly func: string }
  | { readonly list: AttributeList };

export type AttributeList =
  | { readonly i: readonly number[] }
  | { readonly f: readonly number[] }
  | { readonly b: readonly boolean[] }
  | { readonly s: readonly string[] }
  | { readonly type: readonly DataTypeName[] }
  | { readonly shape: readonly (readonly number[] | undefined)[] }
  | { readonly func: readonly string[] };

export type Attributes = Readonly<Record<string, Attribute>>;
