declare module 'jsfive' {
  export class Dataset {
    readonly shape: readonly number[];
    /** As NumPy writes it, such as `<f4`; a list for what has no fixed size. */
    readonly dtype: string | readonly unknown[];
    readonly value: readonly unknown[];
    readonly attrs: Readonly<Record<string, unknown>>;
  }

  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    get(name: string): Group | Dataset | null;
  }

  /** What undoes a filter, by the filter's number. */
  export const Filters: Map<number, (packed: ArrayBuffer) => ArrayBuffer>;

  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }
}
