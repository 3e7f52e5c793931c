import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { codeInputs } from '../code-inputs.ts';
import type { CodeRequest } from './code-request.ts';
import { curl } from './curl.ts';
import { dart } from './dart.ts';
import { javascript } from './javascript.ts';
import { kotlin } from './kotlin.ts';
import { swift } from './swift.ts';

const NUMBERS: CodeRequest = {
  model: 'churn',
  version: undefined,
  functionName: 'predict',
  region: 'us-central1',
  address: 'https://us-central1-shop.cloudfunctions.net/predict',
  form: 'rows',
  inputs: [{ name: 'x', kind: 'value', value: [1.5, 2, 0], isReal: true }],
};
const IMAGE: CodeRequest = { ...NUMBERS, version: 3, inputs: [{ name: 'input image', kind: 'image' }] };
const nasty = `it's "50 %" \\ of $5\n\u0001`;
const MIXED: CodeRequest = {
  ...NUMBERS,
  functionName: 'askModel',
  region: 'europe-west1',
  inputs: [
    { name: 'text', kind: 'value', value: nasty, isReal: false },
    { name: 'big-id', kind: 'value', value: [5_000_000_000], isReal: false },
    { name: 'pixels', kind: 'long', dtype: 'float32', shape: [28, 28] },
  ],
};

const lines = (code: string) => code.split('\n').filter((line) => !line.startsWith('import') && line !== '');

test('numbers', () => {
  expect(lines(javascript.write(NUMBERS))).toEqual([
    'const predictor = createPredictor(getFunctions(), { model: "churn" });',
    'const { predictions } = await predictor.predict([[1.5, 2, 0]]);',
    'console.log(predictions[0]);',
  ]);
  expect(lines(swift.write(NUMBERS))[1]).toBe(
    'let answer = try await predict.call((["model": "churn", "instances": [[1.5, 2.0, 0.0]]] as [String: Any]))',
  );
  expect(lines(kotlin.write(NUMBERS))[1]).toBe(
    'val answer = predict.call(mapOf("model" to "churn", "instances" to listOf(listOf(1.5, 2.0, 0.0)))).await()',
  );
  expect(lines(dart.write(NUMBERS))[1]).toBe(
    'final answer = await predict.call({"model": "churn", "instances": [[1.5, 2, 0]]});',
  );
  expect(curl.write(NUMBERS)).toBe(
    `curl '${NUMBERS.address}' -H 'content-type: application/json' -d '{"data": {"model": "churn", "instances": [[1.5, 2, 0]]}}'`,
  );
});

test('an image, and an older version', () => {
  expect(javascript.write(IMAGE)).toContain('{ model: "churn", version: 3 }');
  expect(javascript.write(IMAGE)).toContain('predict([input_image])');
  expect(swift.write(IMAGE)).toContain(
    '"instances": [(["b64": input_image.base64EncodedString()] as [String: Any])]',
  );
  expect(kotlin.write(IMAGE)).toContain('mapOf("b64" to Base64.encodeToString(input_image, Base64.NO_WRAP))');
  expect(dart.write(IMAGE)).toContain('[{"b64": base64Encode(input_image)}]');
  expect(curl.write(IMAGE)).toContain(
    `"version": 3, "instances": [{"b64": "%s"}]}}' "$(base64 < input_image.jpg`,
  );
});

test('names, regions, texts and large numbers in the syntax of each language', () => {
  expect(javascript.write(MIXED)).toContain('getFunctions(undefined, "europe-west1")');
  expect(javascript.write(MIXED)).toContain('functionName: "askModel"');
  expect(javascript.write(MIXED)).toContain('const pixels = new Float32Array(784); // 28 × 28');
  expect(javascript.write(MIXED)).toContain('"big-id": [5000000000]');
  expect(swift.write(MIXED)).toContain(
    'Functions.functions(region: "europe-west1").httpsCallable("askModel")',
  );
  expect(swift.write(MIXED)).toContain(String.raw`"it's \"50 %\" \\ of $5\n\u{0001}"`);
  expect(kotlin.write(MIXED)).toContain('Firebase.functions("europe-west1").getHttpsCallable("askModel")');
  expect(kotlin.write(MIXED)).toContain(String.raw`"it's \"50 %\" \\ of \$5\n\u0001"`);
  expect(kotlin.write(MIXED)).toContain('listOf(5000000000L)');
  expect(dart.write(MIXED)).toContain(String.raw`\\ of \$5\n\u0001"`);
});

test('whole tensors of a model without rows', () => {
  const columns: CodeRequest = { ...NUMBERS, form: 'columns' };
  expect(javascript.write(columns)).toContain('{ outputs } = await predictor.predictColumns([1.5, 2, 0])');
  expect(curl.write(columns)).toContain('"inputs": [1.5, 2, 0]');
});

test.skipIf(process.platform === 'win32')('the shell sends the exact request for any text', () => {
  for (const request of [MIXED, { ...MIXED, inputs: MIXED.inputs.slice(0, 2) }]) {
    const command = curl.write(request);
    const shell = `cat() { printf '[[0]]'; }; curl() { case "$5" in @-) command cat;; *) printf %s "$5";; esac; }; ${command}`;
    const { data } = JSON.parse(execFileSync('bash', ['-c', shell], { encoding: 'utf8' }));
    expect(data.instances[0]).toMatchObject({ text: nasty, 'big-id': [5_000_000_000] });
    if (request === MIXED) expect(data.instances[0].pixels).toEqual([[0]]);
  }
});

test('there is no code while a field is invalid', () => {
  const spec = { dtype: 'float32' as const, shape: [-1, 1] };
  const field = {
    name: 'x',
    spec,
    kind: 'separate',
    values: { shape: [1], elements: [0] },
    isSample: false,
    hint: '',
  } as const;
  expect(codeInputs([field], [{ read: refuse }])).toBeUndefined();
  expect(codeInputs([field], [{ read: () => [1] }])).toEqual([
    { name: 'x', kind: 'value', value: [1], isReal: true },
  ]);
  const many = Array.from({ length: 65 }, () => 0);
  expect(codeInputs([field], [{ read: () => many }])).toMatchObject([{ kind: 'long', shape: [65] }]);
});

function refuse(): never {
  throw new TypeError('no number');
}
