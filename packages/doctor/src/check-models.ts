import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { PilotlightError } from '@pilotlight/protocol';
import type { Clone, Finding } from './finding.ts';

const subject = 'Models';

/** Checks that the files of each model are those that were added. */
export async function checkModels({ modelsDirectory }: Pick<Clone, 'modelsDirectory'>): Promise<Finding[]> {
  const { readModels } = await import('@pilotlight/model-runtime/store');
  try {
    const models = await readModels(modelsDirectory);
    if (models.length > 0) {
      const names = models.map(({ directory }) => `${directory.model}/${directory.version}`);
      return [{ subject, verdict: 'good', message: `${names.join(', ')}: unchanged since they were added` }];
    }
    return [
      {
        subject,
        verdict: 'problem',
        message: 'there is no model to serve',
        fix: 'npx pilotlight add path/to/model --name NAME',
      },
    ];
  } catch (error) {
    if (!PilotlightError.isInstance(error)) throw error;
    return [
      {
        subject,
        verdict: 'problem',
        message: error.message,
        why: 'the served model would differ from the tested one',
        fix: 'git checkout -- models restores the files; npx pilotlight add adds changed ones as a new version',
      },
    ];
  }
}

/** Checks that the served models are committed without changes. */
export async function checkCommitted({
  repository,
  modelsDirectory,
}: Pick<Clone, 'repository' | 'modelsDirectory'>): Promise<Finding[]> {
  const folder = relative(repository, modelsDirectory);
  let status: string;
  try {
    ({ stdout: status } = await promisify(execFile)('git', ['status', '--porcelain', '--', folder], {
      cwd: repository,
    }));
  } catch {
    return [
      {
        subject,
        verdict: 'unknown',
        message: 'could not check that they are committed: this is not a git repository',
      },
    ];
  }
  const [first, ...rest] = status.split('\n').filter((line) => line !== '');
  if (first === undefined) return [{ subject, verdict: 'good', message: 'committed' }];
  return [
    {
      subject,
      verdict: 'problem',
      message: `${first.slice(3)}${rest.length > 0 ? ` and ${rest.length} more` : ''} is not committed`,
      why: 'the deployed model could not be traced later, and a deploy from CI would lack it',
      fix: `git add ${folder} && git commit`,
    },
  ];
}
