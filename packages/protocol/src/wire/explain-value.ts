import type { FieldIssue } from '../errors/error-reason.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import type { TensorSpec } from '../tensors/signature.ts';
import { elementCount } from '../tensors/tensor.ts';
import { isSentTypedArray, TYPED_ARRAY_ADVICE } from './typed-array.ts';

/** A value that does not fit the signature. */
export interface Misfit {
  value: unknown;
  /** The path of the input's whole value. */
  field: string;
  /** The spec of the whole value: with `instances`, of one row. */
  spec: TensorSpec;
  form: 'instances' | 'inputs';
  /** The number of rows sent. */
  rows: number;
}

/** Adds the probable mistake to an error, and the whole value that the input takes. */
export function explainMisfit(error: InvalidRequestError, misfit: Misfit): InvalidRequestError {
  const { issue } = error;
  return new InvalidRequestError(
    issue,
    `expected ${issue.expected}, received ${issue.received}. ${adviceFor(misfit, issue)}`,
  );
}

const ELEMENT_WORDS = {
  float32: ['a number', 'numbers'],
  int32: ['a whole number', 'whole numbers'],
  int64: ['a whole number', 'whole numbers'],
  uint8: ['a whole number', 'whole numbers'],
  int8: ['a whole number', 'whole numbers'],
  bool: ['true or false', 'true or false each'],
  string: ['a string', 'strings'],
} as const;

/** Describes the value of an input, for the end of a sentence. */
export function wantedWords({ dtype, shape, unknownRank }: TensorSpec): string {
  const [element, elements] = ELEMENT_WORDS[dtype];
  if (unknownRank) return `${element}, or nested arrays of any depth of ${elements} (${dtype})`;
  const [size, ...inner] = shape;
  if (size === undefined || (size === 1 && inner.length === 0)) return `${element} (${dtype})`;
  const of = `shape ${shapeWords(shape)} of ${dtype}`;
  if (inner.length > 0) return `nested arrays of ${of}`;
  return `a list of ${size === -1 ? '' : `${size} `}${elements} (${of})`;
}

function shapeWords(shape: readonly number[]): string {
  return `[${shape.map((size) => (size === -1 ? 'any' : size)).join(', ')}]`;
}

function adviceFor(misfit: Misfit, issue: FieldIssue): string {
  const { value, spec } = misfit;
  return (
    adviceForWhole(misfit) ?? adviceForElement(elementAt(value, issue, misfit.field), spec) ?? takes(misfit)
  );
}

function takes({ form, spec }: Misfit): string {
  return `${form === 'instances' ? 'One row' : 'The input'} is ${wantedWords(spec)}`;
}

/** Explains the mistake from the value as a whole. */
function adviceForWhole(misfit: Misfit): string | undefined {
  const { value, spec, form, rows } = misfit;
  const { dtype, shape, unknownRank } = spec;
  const wanted = wantedWords(spec);
  const bytes = `{ dtype: '${dtype}', shape: ${unknownRank ? '[…]' : shapeWords(shape)}, b64 }`;
  if (isSentTypedArray(value)) return `${sentence(TYPED_ARRAY_ADVICE)}. ${takes(misfit)}`;
  if (isBytes(value) && dtype !== 'string') {
    if (Object.hasOwn(value, 'dtype')) return `Bytes are sent as ${bytes}`;
    return form === 'instances'
      ? `{ b64 } alone is an encoded image, and this model takes no images: decode it in the app, and send its pixels as ${wanted}, or as ${bytes}`
      : `{ b64 } alone is an encoded image: send images as rows, { "instances": [{ "b64": … }] }; the tensor itself is ${wanted}, or ${bytes}`;
  }
  if (typeof value === 'string' && dtype !== 'string') {
    if (isDataUrl(value)) return dataUrlAdvice;
    if (/^\s*[[{]/.test(value)) return `It is JSON in a string: send the arrays themselves, ${wanted}`;
  }
  if (!Array.isArray(value)) {
    const isRowOfRow =
      form === 'instances' && shape.length === 1 && typeof value === 'number' && dtype !== 'string';
    if (isRowOfRow && (shape[0] === rows || shape[0] === -1))
      return `\`instances\` is a list of rows, even for one row: { "instances": [[…]] }. ${takes(misfit)}`;
    if (form === 'inputs' && shape.length > 0 && typeof value === 'number')
      return `\`inputs\` holds the whole tensor, batch dimension included. ${takes(misfit)}`;
    return undefined;
  }
  const depth = depthOf(value);
  const isFlat = depth === 1 && shape.length > 1;
  const known = shape.every((size) => size !== -1);
  if (isFlat && known && value.length === elementCount(shape))
    return `It is a flat list of the right length: nest it as ${shapeWords(shape)}, or send ${bytes}`;
  if (form === 'inputs' && depth === shape.length - 1)
    return `\`inputs\` holds the whole tensor, batch dimension included: put one row into a list, or send it as { "instances": [row] }. ${takes(misfit)}`;
  if (depth === shape.length - 1 && shape.at(-1) === 1)
    return `Its last dimension of 1 is missing: put each number into its own list. ${takes(misfit)}`;
  if (form === 'instances' && depth === shape.length + 1 && value.length === 1)
    return `It has one dimension too many: each element of \`instances\` is a row without the batch dimension. ${takes(misfit)}`;
  return isFlat ? `It is a flat list of ${value.length}. ${takes(misfit)}` : undefined;
}

const dataUrlAdvice = 'It is a data: URL: send { b64 } with the part after the comma';

/** Explains the mistake from the element that the error names. */
function adviceForElement(element: unknown, { dtype }: TensorSpec): string | undefined {
  if (element === null && dtype !== 'string') return 'JSON turns NaN and Infinity into null';
  if (dtype === 'bool' && (element === 0 || element === 1))
    return `Send ${element === 1 ? 'true' : 'false'} for ${element}`;
  if (dtype !== 'string' && dtype !== 'bool' && typeof element === 'boolean')
    return `Send ${Number(element)} for ${String(element)}`;
  if (dtype !== 'string' && dtype !== 'bool' && typeof element === 'string')
    return isDataUrl(element) ? dataUrlAdvice : 'Send a number, without quotes';
  if (dtype === 'string' && typeof element === 'number') return 'Send it as a string, in quotes';
  if (dtype === 'string' && isBytes(element) && isDataUrl(element.b64)) return dataUrlAdvice;
  const isWhole = dtype !== 'float32' && dtype !== 'bool' && dtype !== 'string';
  if (isWhole && typeof element === 'number' && !Number.isInteger(element))
    return `This input takes whole numbers, ${dtype}`;
  return undefined;
}

/** Returns the value at an issue's path, inside the whole value. */
function elementAt(value: unknown, { field }: FieldIssue, whole: string): unknown {
  let inner = value;
  if (!field.startsWith(whole)) return undefined;
  for (const [, index] of field.slice(whole.length).matchAll(/\[(\d+)\]/g)) {
    if (!Array.isArray(inner)) return undefined;
    inner = inner[Number(index)];
  }
  return inner;
}

/** Returns the depth of nested arrays, along the first element of each level. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner) && depth < 16; inner = inner[0]) depth += 1;
  return depth;
}

function isBytes(value: unknown): value is { b64: unknown } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'b64');
}

function isDataUrl(value: unknown): boolean {
  return typeof value === 'string' && /^data:[a-z]/i.test(value);
}

/** Capitalizes the first letter. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
