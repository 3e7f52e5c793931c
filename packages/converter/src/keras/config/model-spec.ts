import type { LayerConfig } from './layer-config.ts';

/** A tensor of a model: which layer gives it, which of its calls, and which of what that gives. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly tensor: number;
}

/** What a layer is called with: tensors, and values as they stand in the configuration, in lists and objects. */
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
  /** Such as Dense. Operations of Keras 3 and TensorFlow have `op:` before their name. */
  readonly className: string;
  readonly config: LayerConfig;
  readonly isTrainable: boolean;
  readonly calls: readonly Call<TensorRef>[];
  /** Layers in it, by where their weights are. */
  readonly children: readonly { readonly path: string; readonly layer: LayerSpec }[];
  /** Where the layer is a model. */
  readonly model?: ModelSpec;
}

export interface ModelSpec {
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  readonly inputs: Argument<TensorRef>;
  readonly outputs: Argument<TensorRef>;
}

/** Returns the tensors of what a layer is called with, in their order. */
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

/** Returns the same arguments of other tensors. */
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
