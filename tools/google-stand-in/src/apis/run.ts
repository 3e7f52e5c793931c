import { Hono } from 'hono';
import * as v from 'valibot';
import { GoogleError } from '../google-error.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody } from '../read-request.ts';
import { policy } from '../resources/policy.ts';

const policyChange = v.strictObject({ policy, updateMask: v.string() });

/** Cloud Run: the services under functions of the second generation, and their callers. */
export function runApi({ functions, policies }: ProjectState): Hono {
  const serviceName = (resource: string, verb: string) => {
    const service = resource.slice(0, -verb.length);
    const isThere = [...functions.values()].some(({ serviceConfig }) => serviceConfig.service === service);
    if (!isThere) throw new GoogleError('NOT_FOUND', `Resource '${service}' was not found`);
    return service;
  };
  return new Hono()
    .post('/v1/:resource{projects/.+:setIamPolicy}', async (c) => {
      const service = serviceName(c.req.param('resource'), ':setIamPolicy');
      const { policy: wanted } = await readBody(c, policyChange);
      policies.set(service, { ...wanted, etag: `policy-${policies.size + 1}` });
      return c.json(policies.get(service));
    })
    .get('/v1/:resource{projects/.+:getIamPolicy}', (c) =>
      c.json(policies.get(serviceName(c.req.param('resource'), ':getIamPolicy')) ?? {}),
    );
}
