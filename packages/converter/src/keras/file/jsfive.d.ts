declare module 'jsfive' {
  export class Dataset {
    readonly shape: readonly number[];
    /** A dtype in NumPy's notation, such as `<f4`; a list for types without a fixed size. */
    readonly dtype: string | readonly unknown[];
    readonly value: readonly unknown[];
    /** The file's messages about the tensor. Internal to the library. */
    readonly _dataobjects: {
      readonly fh: ArrayBuffer;
      find_msg_type(type: number): readonly ReadonlyMap<string, number>[];
      _get_data_message_properties(
        place: number,
      ): readonly [version: number, dimensions: unknown, layout: number, properties: number];
    };
    readonly attrs: Readonly<Record<string, unknown>>;
  }

  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    get(name: string): Group | Dataset | null;
  }

  /** Functions that undo a filter, by the filter's number. */
  export const Filters: Map<number, (packed: ArrayBuffer) => ArrayBuffer>;

  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }
}
