import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { Failure } from './failure.ts';
import { GoogleError } from './google-error.ts';

/** Plays each failure at the first request that matches it, and then removes it from the list. */
export function playFailures(failures: Failure[]): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const request = `${c.req.method} ${c.req.path}`;
    const at = failures.findIndex((one) => one.how !== 'operation' && one.at.test(request));
    const [failure] = at === -1 ? [] : failures.splice(at, 1);
    switch (failure?.how) {
      case 'answer':
        throw new GoogleError(failure.status, failure.message);
      case 'cut':
        c.env.incoming.destroy();
        break;
      case 'delay':
        await delay(failure.ms);
        break;
      case 'operation':
      case undefined:
        break;
    }
    return next();
  };
}
