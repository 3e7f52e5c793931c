import { type Deployable, buildDigits, buildPictures } from '../process/deployables.ts';
import { askDigit, askPicture, type GoodCall } from '../process/good-calls.ts';
import { digits } from '../../support/digits.ts';
import type { Target } from './kinds/kind.ts';

/** A deployment that malformed requests are sent to. */
export interface Deployment {
  name: string;
  build: (memoryMiB: number) => Promise<Deployable>;
  env?: NodeJS.ProcessEnv;
  target: Target;
  good: () => GoodCall;
}

const DIGITS: Target = {
  model: 'digits',
  signature: 'serving_default',
  input: 'image',
  row: digits[7]?.binary,
  tensor: { dtype: 'float32', shape: [28, 28, 1] },
  takesImages: false,
};

const PIXELS = { dtype: 'float32', shape: [8, 8, 3] } as const;
const PICTURES: Target = {
  model: 'pictures',
  signature: 'serving_default',
  input: 'x',
  row: { ...PIXELS, b64: Buffer.alloc(4 * 8 * 8 * 3).toString('base64') },
  tensor: PIXELS,
  takesImages: true,
};

/** Expects a refusal: no caller has a token here. */
const isRefused: GoodCall = async (url) => {
  const { status } = await fetch(url, { method: 'POST', body: '{}' });
  return status === 401 ? undefined : `${status} without a token`;
};

export const DEPLOYMENTS: readonly Deployment[] = [
  { name: 'digits', build: buildDigits, target: DIGITS, good: () => askDigit },
  { name: 'pictures', build: buildPictures, target: PICTURES, good: askPicture },
  {
    name: 'digits, tokens required',
    build: buildDigits,
    env: { REQUIRE_SIGN_IN: 'true', REQUIRE_APP_CHECK: 'true' },
    target: DIGITS,
    good: () => isRefused,
  },
];
