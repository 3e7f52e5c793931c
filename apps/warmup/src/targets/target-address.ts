import { maskPassword } from '@pilotlight/protocol';
import { WarmUpError } from './warm-up-error.ts';

/** The host of functions that are called by name. */
export interface FunctionsHost {
  project: string;
  region: string;
  /** `host:port` of the functions emulator, if this runs in it. */
  emulator: string | undefined;
}

/** The address of a target. */
export interface TargetAddress {
  url: URL;
  /** True if the address certainly belongs to this project. Only then may it see the project's tokens. */
  isOwn: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Returns the address of a target: the target itself if it is an address, else the address of the function of that name.
 *
 * @throws {WarmUpError} of reason `INVALID_TARGET` for a target that is neither, or belongs to another project.
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
  if (url.username !== '' || url.password !== '') throw invalid('must not contain a password');
  if (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) return { url, isOwn: false };
  if (url.protocol !== 'https:') throw invalid('must begin with https://');
  if (!url.hostname.endsWith('.cloudfunctions.net')) return { url, isOwn: false };

  // REGION-PROJECT.cloudfunctions.net; regions are words that end with a number.
  const owner = /^[a-z]+-[a-z]+\d+-(.+)\.cloudfunctions\.net$/.exec(url.hostname)?.[1];
  if (owner !== project) {
    throw invalid(
      `belongs to ${owner === undefined ? 'no project' : `project '${owner}'`}, not to '${project}'`,
    );
  }
  return { url, isOwn: true };
}
