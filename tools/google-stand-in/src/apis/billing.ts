import { Hono } from 'hono';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';

/** Cloud Billing: reports if the project is on the plan that functions need. */
export function billingApi(state: ProjectState): Hono {
  return new Hono().get('/v1/projects/:project/billingInfo', (c) => {
    assertOwnProject(state, c.req.param('project'));
    return c.json({ projectId: state.id, billingEnabled: state.billingEnabled });
  });
}
