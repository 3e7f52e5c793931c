import type { Answered } from './ask.ts';
import type { MonthlyCost } from './cost.ts';
import type { Problem } from './problem.ts';

/** What a rehearsal found: what will be deployed, and what would go wrong. */
export interface Report {
  project: string;
  succeeded: boolean;
  problems: readonly Problem[];
  /** What it could not show on this machine, beside what it never can. */
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
  /** Undefined where the project deploys none. */
  page:
    | {
        files: number;
        bytes: number;
        /** The headers by which a browser protects the page, as they were served with it. */
        headers: Readonly<Record<string, string>>;
        seenByBrowser: boolean;
        answer: string | undefined;
      }
    | undefined;
  /** The parameters by which `predict` refuses who brings no token; here it did, and was then asked without them. */
  guards: readonly string[];
  /** From the start of the process of `predict` to its first answer, in the package that was uploaded. */
  coldStartMs: number;
  answers: readonly Answered[];
  cost: MonthlyCost;
  seconds: number;
}

/** What no rehearsal on one machine can know. */
export const NEVER_SHOWN = [
  'whether Google accepts it: quotas, permissions, policies of the organisation, names that are taken',
  'how long its build and its cold starts take on its machines',
  'App Check and sign-in with real tokens',
] as const;
