import { maskPassword } from '@pilotlight/protocol';
import { WarmUpError } from './warm-up-error.ts';

/** Where functions are called by name. */
export interface FunctionsHost {
  project: string;
  region: string;
  /** `host:port` of the functions emulator, where this runs in one. */
  emulator: string | undefined;
}

/** Where a target is called, and whether that is certain to be this project. */
export interface TargetAddress {
  url: URL;
  /** Only then may it see a token of the project's app. */
  isOwn: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address of a target: itself where it is one, else that of the function of that name.
 *
 * @throws {WarmUpError} of reason `INVALID_TARGET` for one that is neither, or is another project's.
 */
export function targetAddress(target: string, { project, region, emulator }: FunctionsHost): TargetAddress {
  const invalid = (why: string) =>
    new WarmUpError(
      'INVALID_TARGET',
      `WARM_UP_TARGETS: ${JSON.stringify(maskPassword(target).slice(0, 200))} ${why}`,
    );

  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(target)) {
    const url = new URL(
      emulator === undefined
        ? `https://${region}-${project}.cloudfunctions.net/${target}`
        : `http://${emulator}/${project}/${region}/${target}`,
    );
    return { url, isOwn: true };
  }

  const url = URL.parse(target);
  if (!url) throw invalid('is neither the name of a function nor an address');
  if (url.username !== '' || url.password !== '') throw invalid('must not carry a password');
  if (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) return { url, isOwn: false };
  if (url.protocol !== 'https:') throw invalid('must begin with https://');
  if (!url.hostname.endsWith('.cloudfunctions.net')) return { url, isOwn: false };

  // REGION-PROJECT.cloudfunctions.net; regions are words with a number at the end.
  const owner = /^[a-z]+-[a-z]+\d+-(.+)\.cloudfunctions\.net$/.exec(url.hostname)?.[1];
  if (owner !== project) {
    throw invalid(
      `belongs to ${owner === undefined ? 'no project' : `project '${owner}'`}, not to '${project}'`,
    );
  }
  return { url, isOwn: true };
}
