import type { Hdf5Content } from './hdf5-content.ts';

/** What a Keras model's file holds, whichever of the three forms it has. */
export interface KerasContent {
  readonly file: string;
  /** The model's configuration: anything may stand in it. */
  readonly config: unknown;
  /** Such as 2.15.0. */
  readonly version: string;
  readonly weights: Hdf5Content;
  /** How the weights are named: by where a layer is, in one list for each layer of the model, or `layer/kernel`. */
  readonly layout: 'paths' | 'lists' | 'names';
}
