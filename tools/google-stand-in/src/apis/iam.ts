import { Hono } from 'hono';
import * as v from 'valibot';
import { assertOwnProject } from '../own-project.ts';
import type { ProjectState } from '../project-state.ts';
import { readBody } from '../read-request.ts';

const permissionsQuestion = v.strictObject({ permissions: v.array(v.string()) });

/** IAM: the caller's permissions on one service account. Permissions in the project hold for each account. */
export function iamApi(state: ProjectState): Hono {
  return new Hono().post(
    '/v1/projects/:project/serviceAccounts/:account{[^/:]+:testIamPermissions}',
    async (c) => {
      assertOwnProject(state, c.req.param('project'));
      const isUsable = state.usableAccounts.has(c.req.param('account').replace(':testIamPermissions', ''));
      const { permissions } = await readBody(c, permissionsQuestion);
      return c.json({
        permissions: permissions.filter((one) => isUsable || !state.withheldPermissions.has(one)),
      });
    },
  );
}
