/**
 * Google APIs that a deploy calls, each with the variables that point the Firebase CLI elsewhere (`lib/api.js` of
 * firebase-tools; the spelling TAKS is its own). Each API has its own path on the stand-in.
 */
export const ORIGINS = {
  'artifact-registry': ['ARTIFACT_REGISTRY_DOMAIN'],
  billing: ['FIREBASE_CLOUDBILLING_URL'],
  compute: ['COMPUTE_URL'],
  console: ['FIREBASE_CONSOLE_URL'],
  extensions: ['FIREBASE_EXT_URL'],
  firebase: ['FIREBASE_API_URL'],
  'functions-v1': ['FIREBASE_FUNCTIONS_URL'],
  'functions-v2': ['FIREBASE_FUNCTIONS_V2_URL'],
  hosting: ['FIREBASE_HOSTING_API_URL'],
  iam: ['FIREBASE_IAM_URL'],
  'resource-manager': ['FIREBASE_RESOURCEMANAGER_URL'],
  run: ['CLOUD_RUN_URL', 'CLOUD_RUN_API_URL'],
  'runtime-config': ['FIREBASE_RUNTIMECONFIG_URL'],
  scheduler: ['FIREBASE_CLOUDSCHEDULER_URL'],
  'service-usage': ['FIREBASE_SERVICE_USAGE_URL'],
  storage: ['FIREBASE_STORAGE_URL'],
  // APIs for products that this repository does not deploy: the stand-in refuses all of their requests.
  elsewhere: [
    'CLOUD_APIKEYS_URL',
    'CLOUD_MONITORING_URL',
    'CLOUD_SECRET_MANAGER_URL',
    'EVENTARC_URL',
    'FIREBASE_APPCHECK_URL',
    'FIREBASE_AUTHPROXY_URL',
    'FIREBASE_AUTH_MANAGEMENT_URL',
    'FIREBASE_AUTH_URL',
    'FIREBASE_CLOUDBUILD_URL',
    'FIREBASE_CLOUDLOGGING_URL',
    'FIREBASE_CLOUD_TAKS_URL',
    'FIREBASE_FIREBASESTORAGE_URL',
    'FIREBASE_FIREDATA_URL',
    'FIREBASE_IDENTITY_URL',
    'FIREBASE_PUBSUB_URL',
    'FIREBASE_TOKEN_URL',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Returns the environment that points the Firebase CLI at a stand-in. */
export function originVariables(standInUrl: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ORIGINS).flatMap(([api, variables]) =>
      variables.map((variable) => [variable, `${standInUrl}/${api}`]),
    ),
  );
}
