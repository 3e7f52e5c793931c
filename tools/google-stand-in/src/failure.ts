import type { GoogleStatus } from './google-error.ts';

/** A failure that happens once, at a request that `at` matches as `POST /functions-v2/v2/projects/…`. */
export type Failure =
  | { readonly how: 'answer'; readonly at: RegExp; readonly status: GoogleStatus; readonly message: string }
  /** The connection breaks during the request. */
  | { readonly how: 'cut'; readonly at: RegExp }
  | { readonly how: 'delay'; readonly at: RegExp; readonly ms: number }
  /** The request succeeds, but the operation that it starts fails. */
  | {
      readonly how: 'operation';
      readonly functionId: string;
      readonly code: number;
      readonly message: string;
    };

/** Failures of real deploys. */
export const FAILURES = {
  quota: {
    how: 'answer',
    at: /^POST \/functions-v2\/.*:generateUploadUrl$/,
    status: 'RESOURCE_EXHAUSTED',
    message:
      "Quota exceeded for quota metric 'Per project mutation requests' and limit 'Per project mutation requests per minute per region' of service 'cloudfunctions.googleapis.com'",
  },
  'max-instances': {
    how: 'operation',
    functionId: 'predict',
    code: 3,
    message:
      'Could not create or update Cloud Run service predict, spec.template.spec.containers.resources.limits: maxScale may not exceed 5 in this project and region.',
  },
  'permission-denied': {
    how: 'answer',
    at: /^POST \/functions-v2\/v2\/projects\/[^/]+\/locations\/[^/]+\/functions$/,
    status: 'PERMISSION_DENIED',
    message: "Permission 'cloudfunctions.functions.create' denied on resource",
  },
  invoker: {
    how: 'answer',
    at: /^POST \/run\/v1\/.*\/predict:setIamPolicy$/,
    status: 'FAILED_PRECONDITION',
    message:
      'One or more users named in the policy do not belong to a permitted customer, perhaps due to an organization policy.',
  },
  schedule: {
    how: 'answer',
    at: /^POST \/scheduler\/v1\/.*\/jobs$/,
    status: 'PERMISSION_DENIED',
    message: "The principal lacks IAM permission 'cloudscheduler.jobs.create' for the resource",
  },
  build: {
    how: 'operation',
    functionId: 'predict',
    code: 3,
    message: 'Build failed with status: FAILURE. Could not build the function due to a missing dependency.',
  },
  upload: { how: 'cut', at: /^PUT \/storage\/source-uploads\// },
  'hosting-upload': { how: 'cut', at: /^POST \/hosting\/upload\// },
  slow: { how: 'delay', at: /^GET \/functions-v2\/.*\/operations\//, ms: 1500 },
} as const satisfies Record<string, Failure>;

export type FailureName = keyof typeof FAILURES;
