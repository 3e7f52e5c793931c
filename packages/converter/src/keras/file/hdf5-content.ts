import type { Constant } from '../../graph/constant.ts';

/** HDF5 attributes that are a text or a list of texts. Others are left out. */
export type Hdf5Attribute = string | readonly string[];

/** Contents of an HDF5 file, by path: `layers/dense/vars/0`. The root's path is empty. */
export interface Hdf5Content {
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, Hdf5Attribute>>;
  readonly datasets: ReadonlyMap<string, Constant>;
}

/** Answer of the worker that reads a file. */
export type Hdf5Answer = { content: Hdf5Content } | { problem: string };
