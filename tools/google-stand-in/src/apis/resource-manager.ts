import { Hono } from 'hono';
import * as v from 'valibot';
import type { ProjectState } from '../project-state.ts';
import { readBody } from '../read-request.ts';
import { assertOwnProject } from '../own-project.ts';

const permissionsQuestion = v.strictObject({ permissions: v.array(v.string()) });

/** Resource Manager: the project, and the caller's permissions in it. */
export function resourceManagerApi(state: ProjectState): Hono {
  return new Hono()
    .post('/v1/projects/:project{[^/:]+:testIamPermissions}', async (c) => {
      assertOwnProject(state, c.req.param('project').replace(':testIamPermissions', ''));
      const { permissions } = await readBody(c, permissionsQuestion);
      return c.json({ permissions: permissions.filter((one) => !state.withheldPermissions.has(one)) });
    })
    .get('/v1/projects/:project{[^/:]+}', (c) => {
      assertOwnProject(state, c.req.param('project'));
      return c.json({
        projectId: state.id,
        projectNumber: state.number,
        name: state.id,
        lifecycleState: 'ACTIVE',
      });
    });
}
