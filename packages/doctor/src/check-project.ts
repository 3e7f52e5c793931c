import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Clone, Finding } from './finding.ts';

const subject = 'Project';

const targetsSchema = v.object({
  targets: v.optional(
    v.record(v.string(), v.object({ hosting: v.optional(v.record(v.string(), v.array(v.string()))) })),
  ),
});

type Chosen = Pick<Clone, 'directory' | 'project' | 'alias' | 'page'>;

/** Checks that a real project is chosen, and that it is known which of its sites gets the page. */
export async function checkProject(clone: Chosen): Promise<Finding[]> {
  const { project, alias } = clone;
  if (project === undefined || project.startsWith('demo-')) {
    return [
      {
        subject,
        verdict: 'problem',
        message:
          project === undefined ? 'no project is chosen' : `${project} is a project for emulators only`,
        why: 'there is nothing to deploy to',
        fix: 'npx firebase use --add, which writes your choice into .firebaserc; or -- --project YOUR-PROJECT',
      },
    ];
  }
  return [
    { subject, verdict: 'good', message: alias === undefined ? project : `${project} (${alias})` },
    ...(await checkSite(clone, project)),
  ];
}

async function checkSite({ directory, page }: Chosen, project: string): Promise<Finding[]> {
  const target = page?.target;
  if (target === undefined) return [];
  const text = await readFile(join(directory, '.firebaserc'), 'utf8').catch(() => '{}');
  const rc = v.parse(targetsSchema, JSON.parse(text));
  const sites = rc.targets?.[project]?.hosting?.[target] ?? [];
  if (sites.length > 0)
    return [{ subject, verdict: 'good', message: `its site ${sites.join(', ')} gets the page` }];
  return [
    {
      subject,
      verdict: 'problem',
      message: `.firebaserc does not say which Hosting site of ${project} gets the page`,
      why: 'a project can have several sites; the first has the project’s name',
      fix: `npx firebase target:apply hosting ${target} ${project} --project ${project}`,
    },
  ];
}
