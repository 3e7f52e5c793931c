import type { LayerConfig } from './layer-config.ts';

/** A tensor of a model: the layer, the number of its call, and the index among that call's outputs. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly tensor: number;
}

/** An argument of a layer: tensors, and values of the configuration, in lists and objects. */
export type Argument<Tensor> =
  | { readonly kind: 'tensor'; readonly tensor: Tensor }
  | { readonly kind: 'list'; readonly items: readonly Argument<Tensor>[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Argument<Tensor>> }
  | { readonly kind: 'value'; readonly value: unknown };

export interface Call<Tensor> {
  readonly positional: readonly Argument<Tensor>[];
  readonly named: ReadonlyMap<string, Argument<Tensor>>;
}

export interface LayerSpec {
  readonly name: string;
  /** A class name such as Dense. Operations of Keras 3 and TensorFlow have the prefix `op:`. */
  readonly className: string;
  readonly config: LayerConfig;
  readonly isTrainable: boolean;
  readonly calls: readonly Call<TensorRef>[];
  /** Layers within the layer, with the path of their weights. */
  readonly children: readonly { readonly path: string; readonly layer: LayerSpec }[];
  /** The model, if the layer is one. */
  readonly model?: ModelSpec;
}

export interface ModelSpec {
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  readonly inputs: Argument<TensorRef>;
  readonly outputs: Argument<TensorRef>;
}

/** Returns the tensors in an argument, in their order. */
export function tensorsIn<Tensor>(argument: Argument<Tensor>): Tensor[] {
  switch (argument.kind) {
    case 'tensor':
      return [argument.tensor];
    case 'list':
      return argument.items.flatMap(tensorsIn);
    case 'object':
      return [...argument.entries.values()].flatMap(tensorsIn);
    case 'value':
      return [];
  }
}

/** Returns the argument with each tensor replaced. */
export function mapTensors<From, To>(argument: Argument<From>, of: (tensor: From) => To): Argument<To> {
  switch (argument.kind) {
    case 'tensor':
      return { kind: 'tensor', tensor: of(argument.tensor) };
    case 'list':
      return { kind: 'list', items: argument.items.map((item) => mapTensors(item, of)) };
    case 'object':
      return {
        kind: 'object',
        entries: new Map([...argument.entries].map(([key, item]) => [key, mapTensors(item, of)])),
      };
    case 'value':
      return argument;
  }
}
