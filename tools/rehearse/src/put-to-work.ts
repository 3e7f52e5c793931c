import { join } from 'node:path';
import type { CloudFunction, GoogleStandIn, HostingVersion } from '@pilotlight/google-stand-in';
import { spawnFunction, startFunction } from '@pilotlight/local-platform';
import { type Answered, ask } from './ask.ts';
import { medianColdStart } from './cold-start.ts';
import { functionOptions } from './function-options.ts';
import { lookAtPage } from './look-at-page.ts';
import { type Problem, RehearsalError } from './problem.ts';
import type { Report } from './report.ts';
import { checkRefusal, guardsOf, openToAll } from './open-to-all.ts';
import { runSchedule } from './run-schedule.ts';
import { sampleQuestions } from './sample-question.ts';
import { servePage } from './serve-page.ts';
import { idOf, regionOf, type UploadedCodebase } from './uploaded.ts';

/** What is there to work with: codebases that were installed, and the page. */
export interface Release {
  project: GoogleStandIn['project'];
  codebases: readonly (UploadedCodebase & { directory: string })[];
  version: HostingVersion;
  /** Where the page's files may be put. */
  folder: string;
}

/** How what was uploaded did. */
export interface Work {
  guards: readonly string[];
  coldStartMs: number;
  answers: Answered[];
  page: Report['page'];
  problems: Problem[];
}

/**
 * Starts what was uploaded and uses it as its users will: cold, through the client SDK, by the schedule, on the page.
 * What wants a token is first seen to refuse who has none, and then asked without.
 *
 * @throws {RehearsalError} where `predict` does not answer.
 */
export async function putToWork({ project, codebases, version, folder }: Release): Promise<Work> {
  const predict = find(codebases, 'predict');
  const warmUp = find(codebases, 'warmUp');
  const questions = sampleQuestions(predict.archive);
  const [first] = questions;
  if (!first) throw new RehearsalError('predict', 'no model was uploaded');

  const asDeployed = functionOptions(predict.deployed, predict.directory);
  const { model, inputs } = first;
  const guards = guardsOf(predict.deployed);
  const unguarded = guards.length > 0 ? await checkRefusal(asDeployed, { model, inputs }) : [];
  const options = openToAll(asDeployed);
  const coldStartMs = await medianColdStart(() => spawnFunction(options), { model, inputs });
  const running = await startFunction(options);
  try {
    const answers = await ask(running.url, project.id, questions);
    const scheduled = await runSchedule(warmUp.deployed, warmUp.directory, running.url);
    const served = await servePage(version, project, join(folder, 'page'));
    try {
      const visit = await lookAtPage({
        project: project.id,
        site: version.name.split('/')[3] ?? project.id,
        region: regionOf(predict.deployed),
        page: served.url,
        predict: running.url,
      });
      const { files, bytes, headers } = served;
      return {
        guards,
        coldStartMs,
        answers,
        page: { files, bytes, headers, seenByBrowser: visit !== undefined, answer: visit?.answer },
        problems: [...unguarded, ...scheduled, ...(visit?.problems ?? [])],
      };
    } finally {
      await served.stop();
    }
  } finally {
    await running.stop();
  }
}

function find(
  codebases: Release['codebases'],
  id: string,
): Release['codebases'][number] & { deployed: CloudFunction } {
  for (const codebase of codebases) {
    const deployed = codebase.functions.find((one) => idOf(one) === id);
    if (deployed) return { ...codebase, deployed };
  }
  throw new RehearsalError(id, 'it was not deployed');
}
