/** Where functions are called by name. */
export interface FunctionsHost {
  project: string;
  region: string;
  /** `host:port` of the functions emulator, where this runs in one. */
  emulator: string | undefined;
}

/**
 * The address of a target: itself where it is one, else that of the function of that name.
 *
 * @throws {TypeError} for a target that is neither an http(s) address nor a function's name.
 */
export function targetUrl(target: string, { project, region, emulator }: FunctionsHost): URL {
  const url = URL.parse(target);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(target)) {
    throw new TypeError(`WARM_UP_TARGETS: '${target}' is neither the name of a function nor an address`);
  }
  return new URL(
    emulator === undefined
      ? `https://${region}-${project}.cloudfunctions.net/${target}`
      : `http://${emulator}/${project}/${region}/${target}`,
  );
}
