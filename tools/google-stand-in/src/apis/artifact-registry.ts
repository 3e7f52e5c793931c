import { Hono } from 'hono';
import * as v from 'valibot';
import { applyMask } from '../apply-mask.ts';
import { GoogleError } from '../google-error.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody, readQuery } from '../read-request.ts';
import { repository } from '../resources/repository.ts';

/** Artifact Registry. A region has a repository once a function has been built in it. */
export function artifactRegistryApi({ repositories }: ProjectState): Hono {
  const find = (name: string) => {
    const found = repositories.get(name);
    if (!found) throw new GoogleError('NOT_FOUND', `Requested entity was not found: ${name}`);
    return found;
  };
  return new Hono()
    .get('/v1/:name{projects/[^/]+/locations/[^/]+/repositories/[^/]+}', (c) =>
      c.json(find(c.req.param('name'))),
    )
    .patch('/v1/:name{projects/[^/]+/locations/[^/]+/repositories/[^/]+}', async (c) => {
      const { updateMask } = readQuery(c, v.strictObject({ updateMask: v.string() }));
      const change = await readBody(c, repository);
      const changed = applyMask(find(c.req.param('name')), change, updateMask);
      repositories.set(changed.name, changed);
      return c.json(changed);
    });
}
