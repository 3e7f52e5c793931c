import { Hono } from 'hono';
import * as v from 'valibot';
import { applyMask } from '../apply-mask.ts';
import { GoogleError } from '../google-error.ts';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody, readQuery } from '../read-request.ts';
import { job } from '../resources/job.ts';

const JOB = '/v1/:name{projects/[^/]+/locations/[^/]+/jobs/[^/]+}';

/** Cloud Scheduler. */
export function schedulerApi(state: ProjectState): Hono {
  const { jobs } = state;
  const find = (name: string) => {
    const found = jobs.get(name);
    if (!found) throw new GoogleError('NOT_FOUND', 'Job not found.');
    return found;
  };
  return new Hono()
    .get(JOB, (c) => c.json(find(c.req.param('name'))))
    .post('/v1/projects/:project/locations/:location/jobs', async (c) => {
      assertOwnProject(state, c.req.param('project'));
      const created = await readBody(c, job);
      if (jobs.has(created.name))
        throw new GoogleError('ALREADY_EXISTS', `Job ${created.name} already exists.`);
      jobs.set(created.name, created);
      return c.json(created);
    })
    .patch(JOB, async (c) => {
      const { updateMask } = readQuery(c, v.strictObject({ updateMask: v.string() }));
      const changed = applyMask(find(c.req.param('name')), await readBody(c, job), updateMask);
      jobs.set(changed.name, changed);
      return c.json(changed);
    })
    .delete(JOB, (c) => {
      jobs.delete(find(c.req.param('name')).name);
      return c.json({});
    });
}
