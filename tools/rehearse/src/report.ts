import type { Answered } from './ask.ts';
import type { MonthlyCost } from './cost.ts';
import type { Problem } from './problem.ts';

/** Result of a rehearsal: what will be deployed, and what would go wrong. */
export interface Report {
  project: string;
  succeeded: boolean;
  problems: readonly Problem[];
  /** Things that could not be shown on this machine, besides those that never can. */
  notShown: readonly string[];
  functions: readonly {
    id: string;
    codebase: string;
    region: string;
    runtime: string;
    memory: string;
    cpu: string;
    concurrency: number;
    timeoutSeconds: number | null;
    /** The account that it runs as; undefined for the platform's default one. */
    account: string | undefined;
    callers: readonly string[];
    schedule?: string | undefined;
  }[];
  packages: readonly {
    codebase: string;
    archiveBytes: number;
    largestFiles: readonly { path: string; bytes: number }[];
    installedPackages: number;
    installedBytes: number;
    installMs: number;
    discoveryMs: number | undefined;
  }[];
  /** Undefined if the project deploys no page. */
  page:
    | {
        files: number;
        bytes: number;
        /** The protective headers that the page was served with. */
        headers: Readonly<Record<string, string>>;
        seenByBrowser: boolean;
        /** Use that a browser made of the page, and its answer. */
        used: string | undefined;
      }
    | undefined;
  /**
   * Parameters by which `predict` refuses callers without a token. It refused one here, and was then called without
   * them.
   */
  guards: readonly string[];
  /** Time from the start of `predict`'s process to its first answer, with the uploaded code, in milliseconds. */
  coldStartMs: number;
  answers: readonly Answered[];
  cost: MonthlyCost;
  seconds: number;
}

/** Things that no rehearsal on one machine can show. */
export const NEVER_SHOWN = [
  'whether Google accepts it: quotas, permissions, policies of the organization, names that are taken',
  'how long its build and its cold starts take on its machines',
  'App Check and sign-in with real tokens',
] as const;
