import * as v from 'valibot';

const numberList = v.union([
  v.array(v.number()),
  v.pipe(
    v.number(),
    v.transform((one) => [one]),
  ),
]);
const pair = v.union([
  v.tuple([v.number(), v.number()]),
  v.pipe(
    v.number(),
    v.transform((one): [number, number] => [one, one]),
  ),
]);
const triple = v.union([
  v.tuple([v.number(), v.number(), v.number()]),
  v.pipe(
    v.number(),
    v.transform((one): [number, number, number] => [one, one, one]),
  ),
]);
const padding = v.union([v.picklist(['same', 'valid']), v.number()]);

/** A kernel's attribute of numbers, which can be a single one. */
export const numbers = (attribute: unknown) => v.parse(numberList, attribute);
/** Height and width, or one for both. */
export const heightAndWidth = (attribute: unknown) => v.parse(pair, attribute);
/** Depth, height and width, or one for all. */
export const depthHeightWidth = (attribute: unknown) => v.parse(triple, attribute);
/** Padding of a window at the edges. */
export const paddingOf = (attribute: unknown) => v.parse(padding, attribute);
