import type { BinaryTensor, OutputValue } from '@pilotlight/protocol/calling';
import type { DType } from '@pilotlight/protocol/calling';
import type { ModelType, TensorType } from './models.ts';

/** Types of one element of a tensor in a request. */
interface ElementIn {
  float32: number;
  int32: number;
  int64: number | bigint | string;
  uint8: number;
  int8: number;
  bool: boolean;
  string: string | { b64: string };
}

/** Types of all elements of a tensor, in row-major order. */
interface ElementsIn {
  float32: Float32Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array | Uint8ClampedArray;
  int8: Int8Array;
  bool: never;
  string: never;
}

/** Types of one element in an answer. */
interface ElementOut {
  float32: number;
  int32: number;
  int64: number | string;
  uint8: number;
  int8: number;
  bool: boolean;
  string: string | { b64: string };
}

/** An encoded image: a file, or its bytes (JPEG, PNG or WebP; in a browser, any format that it can show). */
export type Image = Blob | Uint8Array;

/** Nested arrays of a shape; of any depth if the number of dimensions is open. */
type Nested<Element, Shape> = Shape extends readonly [unknown, ...infer Rest]
  ? readonly Nested<Element, Rest>[]
  : Shape extends readonly []
    ? Element
    : Element | readonly Nested<Element, Shape>[];

type NestedOut<Element, Shape> = Shape extends readonly [unknown, ...infer Rest]
  ? NestedOut<Element, Rest>[]
  : Shape extends readonly []
    ? Element
    : Element | NestedOut<Element, Shape>[];

type Tail<Shape> = Shape extends readonly [unknown, ...infer Rest] ? Rest : Shape;

type ValueIn<Type extends DType, Shape> =
  | Nested<ElementIn[Type], Shape>
  // A bare element is enough for a row of shape [1].
  | (Shape extends readonly [1] ? ElementIn[Type] : never)
  | ElementsIn[Type]
  | BinaryTensor;

type IsSingle<Tensors> = {
  [Name in keyof Tensors]: object extends Omit<Tensors, Name> ? true : false;
}[keyof Tensors];

/** A single tensor without its name, or several by name. */
type NamedOrSingle<Tensors, Values extends Record<keyof Tensors, unknown>> =
  IsSingle<Tensors> extends true ? Values[keyof Tensors] : Values;

type RowsIn<Type extends ModelType> = {
  [Name in keyof Type['inputs']]:
    | ValueIn<Type['inputs'][Name]['dtype'], Tail<Type['inputs'][Name]['shape']>>
    | (Name extends Type['imageInput'] ? Image : never);
};

type ColumnsIn<Type extends ModelType> = {
  [Name in keyof Type['inputs']]: ValueIn<Type['inputs'][Name]['dtype'], Type['inputs'][Name]['shape']>;
};

type Out<Tensor extends TensorType, Shape> = NestedOut<ElementOut[Tensor['dtype']], Shape>;

type RowsOut<Type extends ModelType> = {
  [Name in keyof Type['outputs']]: Out<Type['outputs'][Name], Tail<Type['outputs'][Name]['shape']>>;
};

type ColumnsOut<Type extends ModelType> = {
  [Name in keyof Type['outputs']]: Out<Type['outputs'][Name], Type['outputs'][Name]['shape']>;
};

/** Any value of a request, for an unknown model. */
export type AnyInput =
  | ElementIn[DType]
  | ElementsIn[DType]
  | Image
  | BinaryTensor
  | readonly AnyInput[]
  | { readonly [name: string]: AnyInput };

type AnyOutput = OutputValue | Readonly<Record<string, OutputValue>>;

/** One row: the values of the model's inputs for one prediction. */
export type Row<Type> = Type extends ModelType ? NamedOrSingle<Type['inputs'], RowsIn<Type>> : AnyInput;

/** Whole inputs, the batch dimension included. */
export type Columns<Type> = Type extends ModelType
  ? NamedOrSingle<Type['inputs'], ColumnsIn<Type>>
  : AnyInput;

/** The model's outputs for one row. */
export type Prediction<Type> = Type extends ModelType
  ? NamedOrSingle<Type['outputs'], RowsOut<Type>>
  : AnyOutput;

/** Whole outputs, the batch dimension included. */
export type Outputs<Type> = Type extends ModelType
  ? NamedOrSingle<Type['outputs'], ColumnsOut<Type>>
  : AnyOutput;

/** The names of the model's classes. */
export type Label<Type> = Type extends ModelType ? Type['labels'] : string;
