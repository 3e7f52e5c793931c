import { randomUUID } from 'node:crypto';
import type { CloudFunction } from './resources/cloud-function.ts';
import type { HostingVersion } from './resources/hosting-version.ts';
import type { Job } from './resources/job.ts';
import type { Operation, OperationFailure } from './resources/operation.ts';
import type { Policy } from './resources/policy.ts';
import type { Repository } from './resources/repository.ts';

/** A Google project in the stand-in: everything that has been deployed to it, by resource name. */
export interface ProjectState {
  readonly id: string;
  readonly number: string;
  readonly billingEnabled: boolean;
  /** Permissions that the caller lacks. */
  readonly withheldPermissions: ReadonlySet<string>;
  /** Service accounts on which the caller has the permissions that it lacks in the project. */
  readonly usableAccounts: ReadonlySet<string>;
  /** Uploaded archives, by the name of their object. */
  readonly archives: Map<string, Buffer>;
  readonly functions: Map<string, CloudFunction>;
  /** Failures of the next operation on a function, by its id. */
  readonly failingOperations: Map<string, OperationFailure>;
  readonly operations: Map<string, Operation>;
  readonly policies: Map<string, Policy>;
  readonly jobs: Map<string, Job>;
  readonly repositories: Map<string, Repository>;
  readonly hosting: {
    readonly versions: Map<string, HostingVersion>;
    /** Gzipped files of all versions, by the SHA-256 of the gzipped bytes. */
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
  /** Functions that exist already, with their callers and schedules. */
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

/** Starts an operation that is finished by the first time it is queried. */
export function beginOperation(
  { operations, id }: ProjectState,
  location: string,
  outcome: { response: object } | { error: OperationFailure },
): Pick<Operation, 'name' | 'done'> {
  const name = `projects/${id}/locations/${location}/operations/operation-${randomUUID()}`;
  operations.set(name, { name, done: true, ...outcome });
  return { name, done: false };
}
