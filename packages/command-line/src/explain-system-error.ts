import { tmpdir } from 'node:os';

/** What is wrong and how to fix it, by the code of the system's error; `where` is a path, or "the disk". */
const EXPLANATIONS: Readonly<Record<string, (where: string) => { problem: string; fix: string }>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: (where) => ({ problem: `${where} would be larger than files may be here`, fix: 'raise the limit (ulimit -f)' }),
  EROFS: (where) => ({ problem: `${where} cannot be written: its disk is read-only`, fix: 'choose another place' }),
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: (where) => ({ problem: `${where} is not there, or no longer`, fix: 'check the path and its disk' }),
  ENOTDIR: (where) => ({ problem: `${where} is below something that is no folder`, fix: 'check the path' }),
  EISDIR: (where) => ({ problem: `${where} is a folder, and a file was expected`, fix: 'check the path' }),
  EEXIST: occupied,
  ENOTEMPTY: occupied,
  ENAMETOOLONG: (where) => ({ problem: `${where} is too long a name`, fix: 'choose a shorter one' }),
  ELOOP: (where) => ({ problem: `${where} is a symbolic link to itself`, fix: 'check the path' }),
  EXDEV: (where) => ({ problem: `${where} is on another disk than its folder`, fix: 'choose another place' }),
  EBUSY: (where) => ({ problem: `${where} is in use by something else`, fix: 'end that, and do it again' }),
  EMFILE: tooMany,
  ENFILE: tooMany,
  EIO: gone,
  ENXIO: gone,
  ENODEV: gone,
  ESTALE: gone,
  ENOTCONN: gone,
  EHOSTDOWN: gone,
};

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
    const { problem, fix } = explain(dest ?? path ?? 'what is read or written');
    return `${problem}: ${fix} (${code})`;
  }
  return undefined;
}

function full(where: string) {
  return {
    problem: `the disk is full, and ${where} was not written`,
    fix: `make room there and in ${tmpdir()}, and do it again`,
  };
}

function forbidden(where: string) {
  return { problem: `you may not read or write ${where}`, fix: 'check whose it is and its permissions' };
}

function occupied(where: string) {
  return { problem: `${where} is there already`, fix: 'choose another place, or see what else writes there' };
}

function tooMany(where: string) {
  return { problem: `too many files are open to open ${where}`, fix: 'raise the limit (ulimit -n)' };
}

function gone(where: string) {
  return { problem: `the disk of ${where} does not answer`, fix: 'check that it is still there' };
}
