import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import { GoogleError } from '../google-error.ts';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody, readQuery } from '../read-request.ts';
import { hostingConfig } from '../resources/hosting-version.ts';

const newVersion = v.strictObject({
  status: v.literal('CREATED'),
  labels: v.record(v.string(), v.string()),
});
const finalVersion = v.strictObject({ status: v.literal('FINALIZED'), config: hostingConfig });
const fileHashes = v.strictObject({ files: v.record(v.pipe(v.string(), v.startsWith('/')), v.string()) });

/**
 * Firebase Hosting: a version is created, filled, finalized and released; only then is it live. The project has every
 * site that a request names: only Google knows the real ones.
 */
export function hostingApi(state: ProjectState, standInUrl: string): Hono {
  const { versions, contents, releases } = state.hosting;
  const find = (name: string) => {
    const found = versions.get(name);
    if (!found) throw new GoogleError('NOT_FOUND', `no such version: ${name}`);
    return found;
  };
  return new Hono()
    .get('/v1beta1/projects/:project/sites/:site', (c) => {
      const { project, site } = c.req.param();
      assertOwnProject(state, project);
      return c.json({
        name: `projects/${project}/sites/${site}`,
        defaultUrl: `https://${site}.web.app`,
        type: 'DEFAULT_SITE',
      });
    })
    .post('/v1beta1/projects/:project/sites/:site/versions', async (c) => {
      const { project, site } = c.req.param();
      assertOwnProject(state, project);
      const { status } = await readBody(c, newVersion);
      const name = `projects/${state.number}/sites/${site}/versions/${randomUUID().slice(0, 8)}`;
      versions.set(name, { name, status, files: {}, config: {} });
      return c.json({ name, status });
    })
    .post('/v1beta1/:resource{projects/.+/versions/[^/]+:populateFiles}', async (c) => {
      const version = find(c.req.param('resource').replace(':populateFiles', ''));
      const { files } = await readBody(c, fileHashes);
      Object.assign(version.files, files);
      const wanted = [...new Set(Object.values(files))].filter((hash) => !contents.has(hash));
      return c.json({
        uploadUrl: `${standInUrl}/hosting/upload`,
        ...(wanted.length > 0 ? { uploadRequiredHashes: wanted } : {}),
      });
    })
    .post('/upload/:hash', async (c) => {
      const bytes = Buffer.from(await c.req.arrayBuffer());
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash !== c.req.param('hash')) {
        throw new GoogleError('INVALID_ARGUMENT', `content hash of the upload is ${hash}`);
      }
      contents.set(hash, bytes);
      return c.json({});
    })
    .patch('/v1beta1/:name{projects/.+/versions/[^/]+}', async (c) => {
      readQuery(c, v.strictObject({ updateMask: v.literal('status,config') }));
      // The project's number names a version; changes use its id.
      const version = find(c.req.param('name').replace(`/${state.id}/sites`, `/${state.number}/sites`));
      const missing = Object.keys(version.files).filter((path) => !contents.has(version.files[path] ?? ''));
      if (missing.length > 0) {
        throw new GoogleError('FAILED_PRECONDITION', `files were not uploaded: ${missing.join(', ')}`);
      }
      Object.assign(version, await readBody(c, finalVersion));
      return c.json({ name: version.name, status: version.status, config: version.config });
    })
    .post('/v1beta1/projects/:project/sites/:site/channels/live/releases', async (c) => {
      const { project, site } = c.req.param();
      assertOwnProject(state, project);
      const { versionName } = readQuery(c, v.strictObject({ versionName: v.string() }));
      await readBody(c, v.strictObject({ message: v.optional(v.string()) }));
      if (find(versionName).status !== 'FINALIZED') {
        throw new GoogleError('FAILED_PRECONDITION', `${versionName} is not finalized`);
      }
      releases.push(versionName);
      return c.json({ name: `projects/${state.number}/sites/${site}/releases/${releases.length}` });
    });
}
