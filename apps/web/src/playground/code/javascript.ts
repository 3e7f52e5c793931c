import { type CodeInput, type CodeLanguage, DEFAULT_REGION, variableOf } from './code-request.ts';
import { type Syntax, writeLiteral, writeMap } from './literal.ts';

const SYNTAX: Syntax = {
  list: ['[', ']'],
  map: ['{ ', ' }'],
  entry: (name, value) => `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${value}`,
  text: (text) => JSON.stringify(text),
  number: String,
};

const ARRAYS: Readonly<Record<string, string>> = {
  float32: 'Float32Array',
  int32: 'Int32Array',
  int64: 'BigInt64Array',
  uint8: 'Uint8Array',
  int8: 'Int8Array',
};

/** Code for `@pilotlight/client`, in a browser or in Node.js. */
export const javascript: CodeLanguage = {
  id: 'javascript',
  title: 'JavaScript',
  write({ model, version, functionName, region, form, inputs }) {
    const options = {
      model,
      ...(version !== undefined && { version }),
      ...(functionName !== 'predict' && { functionName }),
    };
    const place = region === DEFAULT_REGION ? '' : `undefined, ${JSON.stringify(region)}`;
    const row =
      inputs.length === 1 && inputs[0]
        ? write(inputs[0])
        : writeMap(
            inputs.map((each) => [each.name, write(each)]),
            SYNTAX,
          );
    const ask =
      form === 'rows'
        ? `{ predictions } = await predictor.predict([${row}])`
        : `{ outputs } = await predictor.predictColumns(${row})`;
    return [
      `import { createPredictor } from '@pilotlight/client';`,
      `import { getFunctions } from 'firebase/functions';`,
      '',
      `const predictor = createPredictor(getFunctions(${place}), ${writeLiteral(options, SYNTAX)});`,
      ...inputs.flatMap(declare),
      `const ${ask};`,
      form === 'rows' ? 'console.log(predictions[0]);' : 'console.log(outputs);',
    ].join('\n');
  },
};

function write(input: CodeInput): string {
  return input.kind === 'value' ? writeLiteral(input.value, SYNTAX) : variableOf(input.name);
}

function declare(input: CodeInput): string[] {
  const name = variableOf(input.name);
  if (input.kind === 'image')
    return [`const ${name} = file; // a Blob, a File, or the bytes of a JPEG, PNG or WebP`];
  if (input.kind === 'value') return [];
  const count = input.shape.reduce((product, size) => product * size, 1);
  return [`const ${name} = new ${ARRAYS[input.dtype] ?? 'Array'}(${count}); // ${input.shape.join(' × ')}`];
}
