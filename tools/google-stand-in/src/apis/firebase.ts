import { Hono } from 'hono';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';

/** Firebase Management: the project's resources. */
export function firebaseApi(state: ProjectState): Hono {
  return new Hono()
    .use('/v1beta1/projects/:project/*', (c, next) => {
      assertOwnProject(state, c.req.param('project'));
      return next();
    })
    .get('/v1beta1/projects/:project', (c) => {
      assertOwnProject(state, c.req.param('project'));
      return c.json({
        projectId: state.id,
        projectNumber: state.number,
        displayName: state.id,
        resources: { hostingSite: state.id },
        state: 'ACTIVE',
      });
    })
    .get('/v1beta1/projects/:project/adminSdkConfig', (c) =>
      c.json({ projectId: state.id, storageBucket: `${state.id}.firebasestorage.app` }),
    );
}
