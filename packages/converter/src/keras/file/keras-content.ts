import type { Hdf5Content } from './hdf5-content.ts';

/** Contents of a Keras model's file, for all three formats. */
export interface KerasContent {
  readonly file: string;
  /** The model's configuration, unchecked. */
  readonly config: unknown;
  /** The version of Keras, such as 2.15.0. */
  readonly version: string;
  readonly weights: Hdf5Content;
  /** Naming of the weights: by the path of a layer, in one list for each layer of the model, or `layer/kernel`. */
  readonly layout: 'paths' | 'lists' | 'names';
}
