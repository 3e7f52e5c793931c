import type { CloudFunction } from '@pilotlight/google-stand-in';
import { type FunctionOptions, startFunction } from '@pilotlight/local-platform';
import type { Problem } from './problem.ts';

/** Parameters that make `predict` refuse callers without a token. A rehearsal has no real tokens. */
const GUARDS = ['REQUIRE_APP_CHECK', 'REQUIRE_SIGN_IN', 'PREDICT_CONSUME_APP_CHECK_TOKEN'] as const;

/** Returns those that are on in a deployment. */
export function guardsOf({ serviceConfig }: Pick<CloudFunction, 'serviceConfig'>): string[] {
  return GUARDS.filter((name) => serviceConfig.environmentVariables[name] === 'true');
}

/** Returns the same function without them, so that it can be called. */
export function openToAll(options: FunctionOptions): FunctionOptions {
  return {
    ...options,
    env: {
      ...options.env,
      ...Object.fromEntries(GUARDS.map((name) => [name, 'false'])),
      // This limits users by a claim, and there are no users.
      PREDICT_ACCESS_CLAIM: '',
    },
  };
}

/** Checks that a function, as deployed, refuses a call without a token. */
export async function checkRefusal(options: FunctionOptions, data: unknown): Promise<Problem[]> {
  const running = await startFunction(options);
  try {
    const { status } = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
    });
    if (status === 401) return [];
    return [{ where: options.target, problem: `without a token it answers ${status}, but should refuse` }];
  } finally {
    await running.stop();
  }
}
