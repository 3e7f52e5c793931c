import { isBinaryTensor } from './binary-tensor.ts';
import { closestName } from './closest-name.ts';
import { describeValue } from './describe-value.ts';
import { explainMisfit, wantedWords } from './explain-value.ts';
import { isSentTypedArray, TYPED_ARRAY_ADVICE } from './typed-array.ts';
import { holdAs } from '../tensors/hold-as.ts';
import { allocate, BYTES_PER_ELEMENT } from '../tensors/dtype.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { MAX_TENSOR_BYTES } from './limits.ts';
import type { TensorPayload } from './request.ts';
import { quantize, realSpec } from '../tensors/quantization.ts';
import { ReadyTensor } from '../tensors/ready-tensor.ts';
import { RequestTooLargeError } from '../errors/request-too-large-error.ts';
import type { Signature, TensorSpec } from '../tensors/signature.ts';
import { elementCount, type NamedTensors, type Tensor } from '../tensors/tensor.ts';
import { readTensor, resolveShape } from './read-tensor.ts';

/** A value of a request and its path. */
interface Located {
  value: unknown;
  field: string;
}

/**
 * Decodes the nested arrays or bytes of a predict request into the tensors of a signature. Refuses every value with the
 * wrong name, dtype, shape or range. Quantizes the real values of quantized inputs, unless the request holds the integers
 * (`raw`). Converts an input to another dtype if the engine takes that.
 *
 * @throws {InvalidRequestError} naming the first value that does not fit.
 * @throws {RequestTooLargeError} if the tensors would take more than {@link MAX_TENSOR_BYTES} together.
 */
export function decodeInputs(payload: TensorPayload, signature: Signature, raw = false): NamedTensors {
  const rowwise = payload.form === 'instances';
  const first = rowwise ? (payload.first ?? 0) : 0;
  // With `inputs`, each input is one value; with `instances`, it is one value per row.
  const values = gatherRows(
    rowwise
      ? payload.rows.map((value, at) => ({ value, field: `instances[${first + at}]` }))
      : [{ value: payload.columns, field: 'inputs' }],
    signature.inputs,
    payload.form,
  );
  const takesAnyRows = isOneRowAtATime(signature);

  let bytes = 0;
  const tensors: Record<string, Tensor> = {};
  for (const [name, declared] of Object.entries(signature.inputs)) {
    const spec = raw ? declared : realSpec(declared);
    const column = values[name] ?? [];
    const row = { dtype: spec.dtype, shape: spec.shape.slice(1) };
    const explain = explainerFor({ spec: rowwise ? row : spec, form: payload.form, rows: column.length });
    const shape = rowwise
      ? rowsShape({ rows: column, spec, row, takesAnyRows, explain })
      : wholeShape(column, spec, explain);
    bytes += elementCount(shape) * BYTES_PER_ELEMENT[declared.heldAs ?? spec.dtype];
    if (bytes > MAX_TENSOR_BYTES) {
      throw new RequestTooLargeError({
        field: payload.form,
        expected: `tensors of at most ${MAX_TENSOR_BYTES} bytes together`,
        received: `${bytes} bytes or more`,
      });
    }
    const tensor = fill({ values: column, spec, shape, each: rowwise ? shape.slice(1) : shape, explain });
    tensors[name] = spec.dtype === declared.dtype ? holdAs(tensor, declared) : quantize(tensor, declared);
  }
  return tensors;
}

/**
 * True if a batch is one row: several rows run one by one. For another fixed size, a request must send exactly that many.
 */
function isOneRowAtATime({ inputs }: Signature): boolean {
  return Object.values(inputs).every(({ shape }) => shape[0] === 1 || shape[0] === -1);
}

/** Calls `read`, and adds the probable mistake to its error. */
type Explain = <Result>(located: Located, read: () => Result) => Result;

function explainerFor(context: { spec: TensorSpec; form: TensorPayload['form']; rows: number }): Explain {
  return (located, read) => {
    try {
      return read();
    } catch (error) {
      throw InvalidRequestError.isInstance(error) ? explainMisfit(error, { ...located, ...context }) : error;
    }
  };
}

function fill({
  values,
  spec,
  shape,
  each,
  explain,
}: {
  values: readonly Located[];
  spec: TensorSpec;
  shape: readonly number[];
  each: readonly number[];
  explain: Explain;
}): Tensor {
  const data = allocate(spec.dtype, elementCount(shape));
  const stride = elementCount(each);
  values.forEach((located, at) => {
    const { value, field } = located;
    const reading = { value, field, dtype: spec.dtype, target: data, offset: at * stride };
    explain(located, () => readTensor({ ...reading, shape: isBare(value, each) ? [] : each }));
  });
  return { dtype: spec.dtype, shape, data };
}

/** True for a bare number or string as a row of shape [1]. */
function isBare(value: unknown, row: readonly number[]): boolean {
  if (row.length !== 1 || row[0] !== 1 || Array.isArray(value) || value instanceof ReadyTensor) return false;
  return !isBinaryTensor(value) || !Object.hasOwn(value, 'dtype');
}

function wholeShape([located]: readonly Located[], spec: TensorSpec, explain: Explain): readonly number[] {
  return located === undefined ? spec.shape : explain(located, () => resolveShape({ ...located, spec }));
}

/** Returns the shape of all rows together. The first row decides the dimensions that the signature leaves open. */
function rowsShape({
  rows,
  spec,
  row,
  takesAnyRows,
  explain,
}: {
  rows: readonly Located[];
  spec: TensorSpec;
  /** The spec of one row. */
  row: TensorSpec;
  takesAnyRows: boolean;
  explain: Explain;
}): readonly number[] {
  const [batch] = spec.shape;
  const [first] = rows;
  if (batch === undefined || first === undefined) {
    throw new InvalidRequestError(
      {
        field: 'instances',
        expected: '`inputs` (this signature has an input without a batch dimension)',
        received: '`instances`',
      },
      `this model takes no rows: send { "inputs": … }; the input is ${wantedWords(spec)}`,
    );
  }
  if (batch !== -1 && batch !== rows.length && !takesAnyRows) {
    throw new InvalidRequestError({
      field: 'instances',
      expected: `${batch} rows (this model's batch size is fixed)`,
      received: String(rows.length),
    });
  }
  if (isBare(first.value, row.shape)) return [rows.length, 1];
  return [rows.length, ...explain(first, () => resolveShape({ ...first, spec: row }))];
}

/** Sorts rows into one list of values for each input. */
function gatherRows(
  rows: readonly Located[],
  specs: Signature['inputs'],
  form: TensorPayload['form'],
): Record<string, Located[]> {
  const columns = Object.fromEntries(Object.keys(specs).map((name) => [name, [] as Located[]]));
  for (const row of rows) {
    for (const [name, value] of Object.entries(byName(row, specs, form))) columns[name]?.push(value);
  }
  return columns;
}

/** Reads a value that is either the only input or an object with every input by name. */
function byName(
  { value, field }: Located,
  specs: Signature['inputs'],
  form: TensorPayload['form'],
): Record<string, Located> {
  const names = Object.keys(specs);
  const [only] = names;
  const isUnnamed = value instanceof ReadyTensor || !isRecord(value);
  if (isUnnamed || isBinaryTensor(value) || (isSentTypedArray(value) && !names.includes('0'))) {
    if (names.length === 1 && only !== undefined) return { [only]: { value, field } };
    const issue = {
      field,
      expected: `an object with the inputs ${quoteAll(names)}`,
      received: describeValue(value),
    };
    throw new InvalidRequestError(
      issue,
      isSentTypedArray(value)
        ? `${TYPED_ARRAY_ADVICE}. ${allInputs(specs, form)}`
        : `expected an object with every input by name, received ${describeValue(value)}. ${allInputs(specs, form)}`,
    );
  }
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    const shown = name.slice(0, 64);
    const meant = closestName(
      name,
      names.filter((known) => !Object.hasOwn(value, known)),
    );
    throw new InvalidRequestError(
      {
        field: `${field}.${shown}`,
        expected: `one of the inputs ${quoteAll(names)}`,
        received: 'another name',
      },
      `unknown input '${shown}'${meant === undefined ? '.' : `; did you mean '${meant}'?`} ${allInputs(specs, form)}`,
    );
  }
  const located: Record<string, Located> = {};
  for (const name of names) {
    if (!Object.hasOwn(value, name)) {
      throw new InvalidRequestError(
        { field: `${field}.${name}`, expected: 'a tensor', received: 'nothing' },
        `this input is missing. ${allInputs(specs, form)}`,
      );
    }
    located[name] = { value: value[name], field: `${field}.${name}` };
  }
  return located;
}

/** The most inputs that a message names, so that it stays readable. */
const MAX_INPUTS_NAMED = 20;

/** Describes the inputs of a whole row, or of all columns. */
function allInputs(specs: Signature['inputs'], form: TensorPayload['form']): string {
  const wanted = Object.entries(specs).map(([name, declared]) => {
    const spec = realSpec(declared);
    const { shape } = spec;
    return `"${name}": ${wantedWords({ ...spec, shape: form === 'instances' ? shape.slice(1) : shape })}`;
  });
  const more = wanted.length > MAX_INPUTS_NAMED ? ['…'] : [];
  const named = [...wanted.slice(0, MAX_INPUTS_NAMED), ...more];
  return `${form === 'instances' ? 'One row is' : '`inputs` is'} { ${named.join(', ')} }`;
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
