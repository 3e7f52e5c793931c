import { FRAMING_KINDS } from './framing.ts';
import { HTTP_KINDS } from './http.ts';
import { IMAGE_KINDS } from './images.ts';
import { JSON_KINDS } from './json.ts';
import type { Kind, Target } from './kind.ts';
import { REQUEST_KINDS } from './request.ts';
import { TENSOR_KINDS } from './tensors.ts';

/** Returns every kind of hostile request for a deployment, from the bytes of a connection to those of an image. */
export function kindsFor({ takesImages }: Target): readonly Kind[] {
  return [
    ...HTTP_KINDS,
    ...FRAMING_KINDS,
    ...JSON_KINDS,
    ...REQUEST_KINDS,
    ...TENSOR_KINDS,
    ...(takesImages ? IMAGE_KINDS : []),
  ];
}
