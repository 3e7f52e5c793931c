import { Hono } from 'hono';
import * as v from 'valibot';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody } from '../read-request.ts';

/** Service Usage: every API is enabled, also `127.0.0.1`, the name of an API that was pointed at this host. */
export function serviceUsageApi(state: ProjectState): Hono {
  return new Hono()
    .get('/v1/projects/:project/services/:service', (c) => {
      assertOwnProject(state, c.req.param('project'));
      return c.json({ state: 'ENABLED' });
    })
    .post('/v1beta1/projects/:project/services/:service{[^/:]+:generateServiceIdentity}', async (c) => {
      assertOwnProject(state, c.req.param('project'));
      await readBody(c, v.strictObject({}));
      return c.json({ name: 'operations/done', done: true, response: {} });
    });
}
