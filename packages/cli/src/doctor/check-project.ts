import type { Clone, Finding } from './finding.ts';

const subject = 'Project';

/** Whether a project has been chosen that something can be deployed to. */
export async function checkProject({ project, alias }: Pick<Clone, 'project' | 'alias'>): Promise<Finding[]> {
  if (project !== undefined && !project.startsWith('demo-')) {
    return [{ subject, verdict: 'good', what: alias === undefined ? project : `${project} (${alias})` }];
  }
  return [
    {
      subject,
      verdict: 'problem',
      what: project === undefined ? 'no project is chosen' : `${project} is a project for emulators only`,
      why: 'there is nothing to deploy to',
      mend: 'npx firebase use --add, which writes your choice into .firebaserc; or -- --project YOUR-PROJECT',
    },
  ];
}
