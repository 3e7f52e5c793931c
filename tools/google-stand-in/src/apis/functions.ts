import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import { applyMask } from '../apply-mask.ts';
import { GoogleError } from '../google-error.ts';
import { assertOwnProject } from '../own-project.ts';
import { beginOperation, type ProjectState } from '../project-state.ts';
import { readBody, readQuery } from '../read-request.ts';
import { type CloudFunction, sentFunction } from '../resources/cloud-function.ts';

const FUNCTION = '/v2/:name{projects/[^/]+/locations/[^/]+/functions/[^/]+}';

/** Cloud Functions v2: upload addresses for archives, functions, and the operations that build them. */
export function functionsApi(state: ProjectState, standInUrl: string): Hono {
  const { functions } = state;
  const find = (name: string) => {
    const found = functions.get(name);
    if (!found) throw new GoogleError('NOT_FOUND', `Resource '${name}' was not found`);
    return found;
  };
  /** Stores a function as it is after the build of its source. */
  const build = (kept: CloudFunction) => {
    const [, , , location = '', , id = ''] = kept.name.split('/');
    assertUploaded(state, kept);
    const repository = `projects/${state.id}/locations/${location}/repositories/gcf-artifacts`;
    if (!state.repositories.has(repository)) state.repositories.set(repository, { name: repository });
    const error = state.failingOperations.get(id);
    state.failingOperations.delete(id);
    const built: CloudFunction = { ...kept, state: error ? 'FAILED' : 'ACTIVE' };
    functions.set(kept.name, built);
    return beginOperation(state, location, error ? { error } : { response: built });
  };

  return new Hono()
    .get('/v2/projects/:project/locations/-/functions', (c) => {
      assertOwnProject(state, c.req.param('project'));
      readQuery(c, v.strictObject({ filter: v.literal('environment="GEN_2"') }));
      return c.json({ functions: [...functions.values()] });
    })
    .post('/v2/projects/:project/locations/:location/functions:generateUploadUrl', (c) => {
      assertOwnProject(state, c.req.param('project'));
      const object = `${randomUUID()}.zip`;
      state.archives.set(object, Buffer.alloc(0));
      return c.json({
        uploadUrl: `${standInUrl}/storage/source-uploads/${object}?X-Goog-Signature=stand-in`,
        storageSource: { bucket: `gcf-v2-uploads-${state.number}`, object, generation: '1' },
      });
    })
    .post('/v2/projects/:project/locations/:location/functions', async (c) => {
      const { project, location } = c.req.param();
      assertOwnProject(state, project);
      const { functionId } = readQuery(c, v.strictObject({ functionId: v.string() }));
      const sent = await readBody(c, sentFunction);
      const name = `projects/${project}/locations/${location}/functions/${functionId}`;
      if (sent.name !== name) throw new GoogleError('INVALID_ARGUMENT', `${sent.name} is not ${name}`);
      if (functions.has(name)) throw new GoogleError('ALREADY_EXISTS', `Could not create ${name}: it exists`);
      const id = functionId.toLowerCase().replaceAll('_', '-');
      return c.json(
        build({
          ...sent,
          environment: 'GEN_2',
          state: 'ACTIVE',
          url: `https://${location}-${project}.cloudfunctions.net/${functionId}`,
          serviceConfig: {
            ...sent.serviceConfig,
            service: `projects/${project}/locations/${location}/services/${id}`,
            uri: `https://${id}-stand-in-uc.a.run.app`,
          },
        }),
      );
    })
    .patch(FUNCTION, async (c) => {
      const { updateMask } = readQuery(c, v.strictObject({ updateMask: v.string() }));
      return c.json(build(applyMask(find(c.req.param('name')), await readBody(c, sentFunction), updateMask)));
    })
    .delete(FUNCTION, (c) => {
      const { name, serviceConfig } = find(c.req.param('name'));
      functions.delete(name);
      state.policies.delete(serviceConfig.service);
      const [, , , location = ''] = name.split('/');
      return c.json(beginOperation(state, location, { response: {} }));
    })
    .get('/v2/:name{projects/[^/]+/locations/[^/]+/operations/[^/]+}', (c) => {
      const operation = state.operations.get(c.req.param('name'));
      if (!operation) throw new GoogleError('NOT_FOUND', 'no such operation');
      return c.json(operation);
    });
}

function assertUploaded({ archives }: ProjectState, { buildConfig }: CloudFunction): void {
  const { object } = buildConfig.source.storageSource;
  if (!archives.get(object)?.length) {
    throw new GoogleError('INVALID_ARGUMENT', `the source of the function, ${object}, was never uploaded`);
  }
}
