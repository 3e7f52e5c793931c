import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';

/** Returns the name of the signature that a request calls: the only one, if the request names none. */
export function calledSignature({ signatures }: Pick<Manifest, 'signatures'>, name: string): string {
  const [only, ...others] = Object.keys(signatures);
  const isUnnamed = name === DEFAULT_SIGNATURE && !Object.hasOwn(signatures, name);
  return isUnnamed && only !== undefined && others.length === 0 ? only : name;
}
