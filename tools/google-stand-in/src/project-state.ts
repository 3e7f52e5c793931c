import { randomUUID } from 'node:crypto';
import type { CloudFunction } from './resources/cloud-function.ts';
import type { HostingVersion } from './resources/hosting-version.ts';
import type { Job } from './resources/job.ts';
import type { Operation, OperationFailure } from './resources/operation.ts';
import type { Policy } from './resources/policy.ts';
import type { Repository } from './resources/repository.ts';

/** A Google project as the stand-in keeps it: everything that has been deployed to it, by resource name. */
export interface ProjectState {
  readonly id: string;
  readonly number: string;
  readonly billingEnabled: boolean;
  /** What the caller may not do. */
  readonly withheldPermissions: ReadonlySet<string>;
  /** Service accounts with which the caller may do what it may not do in the project. */
  readonly usableAccounts: ReadonlySet<string>;
  /** Uploaded archives by the name of the object that each became. */
  readonly archives: Map<string, Buffer>;
  readonly functions: Map<string, CloudFunction>;
  /** The failure that the next operation on a function of this id ends with. */
  readonly failingOperations: Map<string, OperationFailure>;
  readonly operations: Map<string, Operation>;
  readonly policies: Map<string, Policy>;
  readonly jobs: Map<string, Job>;
  readonly repositories: Map<string, Repository>;
  readonly hosting: {
    readonly versions: Map<string, HostingVersion>;
    /** Files of all versions, gzipped, by the SHA-256 of that. */
    readonly contents: Map<string, Buffer>;
    /** Names of the versions that went live, the newest last. */
    readonly releases: string[];
  };
}

export interface ProjectOptions {
  id: string;
  billingEnabled?: boolean;
  withheldPermissions?: readonly string[];
  usableAccounts?: readonly string[];
  /** Functions that are there already, who may call them, and what does. */
  functions?: readonly CloudFunction[];
  policies?: Readonly<Record<string, Policy>>;
  jobs?: readonly Job[];
}

export function createProject({
  id,
  billingEnabled = true,
  withheldPermissions = [],
  usableAccounts = [],
  functions = [],
  policies = {},
  jobs = [],
}: ProjectOptions): ProjectState {
  return {
    id,
    number: '123456789012',
    billingEnabled,
    withheldPermissions: new Set(withheldPermissions),
    usableAccounts: new Set(usableAccounts),
    archives: new Map(),
    functions: new Map(functions.map((one) => [one.name, one])),
    failingOperations: new Map(),
    operations: new Map(),
    policies: new Map(Object.entries(policies)),
    jobs: new Map(jobs.map((one) => [one.name, one])),
    repositories: new Map(),
    hosting: { versions: new Map(), contents: new Map(), releases: [] },
  };
}

/** Begins an operation that is over when it is first asked about. */
export function beginOperation(
  { operations, id }: ProjectState,
  location: string,
  outcome: { response: object } | { error: OperationFailure },
): Pick<Operation, 'name' | 'done'> {
  const name = `projects/${id}/locations/${location}/operations/operation-${randomUUID()}`;
  operations.set(name, { name, done: true, ...outcome });
  return { name, done: false };
}
