import type { Constant } from '../../graph/constant.ts';

/** The text, or list of texts, that an HDF5 file has for an attribute. Others are left out. */
export type Hdf5Attribute = string | readonly string[];

/** What is in an HDF5 file, by path: `layers/dense/vars/0`. The root's path is empty. */
export interface Hdf5Content {
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, Hdf5Attribute>>;
  readonly datasets: ReadonlyMap<string, Constant>;
}

/** What the worker answers that reads a file. */
export type Hdf5Answer = { content: Hdf5Content } | { problem: string };
