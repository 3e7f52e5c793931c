import { tmpdir } from 'node:os';

interface Explanation {
  /** What is wrong with a path. */
  problem: (path: string) => string;
  /** The same where the system did not name one. */
  withoutPath: string;
  fix: string;
}

const full: Explanation = {
  problem: (path) => `there is no room left on the disk of ${path}`,
  withoutPath: 'there is no room left on a disk',
  fix: `make room there and in ${tmpdir()}, and do it again`,
};
const forbidden: Explanation = {
  problem: (path) => `you may not read or write ${path}`,
  withoutPath: 'you may not read or write a file',
  fix: 'check whose it is, and its permissions',
};
const occupied: Explanation = {
  problem: (path) => `${path} is there already`,
  withoutPath: 'a file is there already',
  fix: 'choose another place, or see what else writes there',
};
const tooMany: Explanation = {
  problem: (path) => `too many files are open to open ${path}`,
  withoutPath: 'too many files are open',
  fix: 'raise the limit (ulimit -n)',
};
const gone: Explanation = {
  problem: (path) => `the disk of ${path} does not answer`,
  withoutPath: 'a disk does not answer',
  fix: 'check that it is still there',
};
const readOnly: Explanation = {
  problem: (path) => `the disk of ${path} is read-only`,
  withoutPath: 'a disk is read-only',
  fix: 'choose another place',
};
const tooLarge: Explanation = {
  problem: (path) => `${path} would be larger than a file may be`,
  withoutPath: 'a file would be larger than one may be',
  fix: 'raise the limit (ulimit -f)',
};

/** By the code of the system's error. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: tooLarge,
  EROFS: readOnly,
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: at((path) => `${path} is not there, or no longer`, 'check the path and its disk'),
  ENOTDIR: at((path) => `${path} is below something that is no folder`, 'check the path'),
  EISDIR: at((path) => `${path} is a folder, and a file was expected`, 'check the path'),
  ENAMETOOLONG: at((path) => `${path} is too long a name`, 'choose a shorter one'),
  ELOOP: at((path) => `${path} is a symbolic link to itself`, 'check the path'),
  EXDEV: at((path) => `${path} is on another disk than its folder`, 'choose another place'),
  EBUSY: at((path) => `${path} is in use by something else`, 'end that, and do it again'),
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
 * Says in a plain sentence what the system refused and how to fix it: that the disk is full, say.
 *
 * @returns undefined for an error that is none of the system's about files.
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
