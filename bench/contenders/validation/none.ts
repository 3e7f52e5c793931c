// What a bundle and a process cost that check nothing.
export const parse = (data: unknown): unknown => data;
