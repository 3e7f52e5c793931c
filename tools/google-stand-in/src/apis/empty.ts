import { Hono } from 'hono';
import * as v from 'valibot';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';
import { readQuery } from '../read-request.ts';

/** Runtime Config, which the CLI reads for functions of the first generation: always empty. */
export function runtimeConfigApi(state: ProjectState): Hono {
  return new Hono().get('/v1beta1/projects/:project/configs', (c) => {
    assertOwnProject(state, c.req.param('project'));
    return c.json({});
  });
}

/** Functions of the first generation: always none. */
export function functionsV1Api(state: ProjectState): Hono {
  return new Hono().get('/v1/projects/:project/locations/-/functions', (c) => {
    assertOwnProject(state, c.req.param('project'));
    return c.json({});
  });
}

/** Firebase Extensions: none is installed. */
export function extensionsApi(state: ProjectState): Hono {
  return new Hono().get('/v1beta/projects/:project/instances', (c) => {
    assertOwnProject(state, c.req.param('project'));
    readQuery(c, v.strictObject({ pageSize: v.string(), pageToken: v.string() }));
    return c.json({});
  });
}
