import type { CloudFunction } from '@pilotlight/google-stand-in';
import { type FunctionOptions, startFunction } from '@pilotlight/local-platform';
import type { Problem } from './problem.ts';

/** The parameters that have `predict` refuse who brings no token. No real token is to be had here. */
const GUARDS = ['REQUIRE_APP_CHECK', 'REQUIRE_SIGN_IN', 'PREDICT_CONSUME_APP_CHECK_TOKEN'] as const;

/** Which of them are on in a deployment. */
export function guardsOf({ serviceConfig }: Pick<CloudFunction, 'serviceConfig'>): string[] {
  return GUARDS.filter((name) => serviceConfig.environmentVariables[name] === 'true');
}

/** The same function without them, so that it can be asked. */
export function openToAll(options: FunctionOptions): FunctionOptions {
  return {
    ...options,
    env: {
      ...options.env,
      ...Object.fromEntries(GUARDS.map((name) => [name, 'false'])),
      // Says which user may ask what, and there are no users.
      PREDICT_ACCESS_CLAIM: '',
    },
  };
}

/** Whether a function, as it is deployed, refuses a question that comes without a token. */
export async function checkRefusal(options: FunctionOptions, data: unknown): Promise<Problem[]> {
  const running = await startFunction(options);
  try {
    const { status } = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
    });
    if (status === 401) return [];
    return [{ where: options.target, problem: `without a token it answers ${status}, and is to refuse` }];
  } finally {
    await running.stop();
  }
}
