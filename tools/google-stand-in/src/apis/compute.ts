import { Hono } from 'hono';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';

/** Compute Engine: names the default account of functions. */
export function computeApi(state: ProjectState): Hono {
  return new Hono().get('/compute/v1/projects/:project', (c) => {
    assertOwnProject(state, c.req.param('project'));
    return c.json({ defaultServiceAccount: `${state.number}-compute@developer.gserviceaccount.com` });
  });
}
