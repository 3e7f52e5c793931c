/**
 * A stand-in for the Google APIs that the Firebase CLI deploys through. It stores what it receives, refuses every
 * request that it does not know, and plays failures on demand. It shows what the CLI sends, never what Google would accept.
 *
 * @module
 */
export { FAILURES, type FailureName } from './failure.ts';
export type { CloudFunction } from './resources/cloud-function.ts';
export type { HostingVersion } from './resources/hosting-version.ts';
export type { Job } from './resources/job.ts';
export { type GoogleStandIn, type StandInOptions, startGoogleStandIn } from './stand-in.ts';
export { standInEnvironment } from './stand-in-environment.ts';
