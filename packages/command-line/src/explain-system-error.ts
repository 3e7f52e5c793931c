import { tmpdir } from 'node:os';

interface Explanation {
  /** Describes the problem with a path. */
  problem: (path: string) => string;
  /** The problem if the system named no path. */
  withoutPath: string;
  fix: string;
}

const full: Explanation = {
  problem: (path) => `no space left on the disk of ${path}`,
  withoutPath: 'no space left on a disk',
  fix: `free space there and in ${tmpdir()}, then try again`,
};
const forbidden: Explanation = {
  problem: (path) => `no permission to read or write ${path}`,
  withoutPath: 'no permission to read or write a file',
  fix: 'check its owner and its permissions',
};
const occupied: Explanation = {
  problem: (path) => `${path} exists already`,
  withoutPath: 'a file exists already',
  fix: 'choose another place, or find out what else writes there',
};
const tooMany: Explanation = {
  problem: (path) => `too many files are open, so ${path} cannot be opened`,
  withoutPath: 'too many files are open',
  fix: 'raise the limit (ulimit -n)',
};
const gone: Explanation = {
  problem: (path) => `the disk of ${path} does not respond`,
  withoutPath: 'a disk does not respond',
  fix: 'check that it is still connected',
};
const readOnly: Explanation = {
  problem: (path) => `the disk of ${path} is read-only`,
  withoutPath: 'a disk is read-only',
  fix: 'choose another place',
};
const tooLarge: Explanation = {
  problem: (path) => `${path} would exceed the allowed size of a file`,
  withoutPath: 'a file would exceed the allowed size',
  fix: 'raise the limit (ulimit -f)',
};

/** Explanations by the code of the system's error. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: tooLarge,
  EROFS: readOnly,
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: at((path) => `${path} does not exist`, 'check the path and its disk'),
  ENOTDIR: at((path) => `${path} is inside something that is not a folder`, 'check the path'),
  EISDIR: at((path) => `${path} is a folder, not a file`, 'check the path'),
  ENAMETOOLONG: at((path) => `${path} has a name that is too long`, 'choose a shorter one'),
  ELOOP: at((path) => `${path} is a symbolic link to itself`, 'check the path'),
  EXDEV: at((path) => `${path} is on another disk than its folder`, 'choose another place'),
  EBUSY: at((path) => `${path} is in use by another program`, 'end that program, then try again'),
  EEXIST: occupied,
  ENOTEMPTY: occupied,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EIO: gone,
  ENXIO: gone,
  ENODEV: gone,
  ESTALE: gone,
  ENOTCONN: gone,
  EHOSTDOWN: gone,
};

function at(problem: (path: string) => string, fix: string): Explanation {
  return { problem, withoutPath: problem('a file or folder'), fix };
}

const OF_THE_NETWORK: ReadonlySet<string> = new Set(['connect', 'listen', 'bind', 'getaddrinfo']);

/**
 * Explains in a sentence what the system refused and how to fix it, such as a full disk.
 *
 * @returns undefined for an error that is not the system's about a file.
 */
export function explainSystemError(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code = '', syscall = '', path, dest }: NodeJS.ErrnoException & { dest?: string } = cause;
    const explain = Object.hasOwn(EXPLANATIONS, code) ? EXPLANATIONS[code] : undefined;
    if (!explain || OF_THE_NETWORK.has(syscall)) continue;
    const { problem, withoutPath, fix } = explain;
    const place = dest ?? path;
    return `${place === undefined ? withoutPath : problem(place)}: ${fix} (${code})`;
  }
  return undefined;
}
