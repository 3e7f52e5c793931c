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
import { type SampleQuestion, sampleQuestions } from './sample-question.ts';
import { servePage } from './serve-page.ts';
import { regionOf, type UploadedCodebase } from './uploaded.ts';

/** The installed codebases and the page. */
export interface Release {
  project: GoogleStandIn['project'];
  codebases: readonly (UploadedCodebase & { directory: string })[];
  /** The released page, if one is deployed. */
  version: HostingVersion | undefined;
  /** A folder for the page's files. */
  folder: string;
}

/** Results of running the uploaded code. */
export interface Work {
  guards: readonly string[];
  coldStartMs: number;
  answers: Answered[];
  page: Report['page'];
  problems: Problem[];
}

/**
 * Starts the uploaded code and uses it as its users will: cold, through the client SDK, by the schedule, on the page.
 * If `predict` requires a token, this first checks that it refuses a call without one, and then calls it with that
 * guard off.
 *
 * @throws {RehearsalError} if `predict` does not answer.
 */
export async function putToWork({ project, codebases, version, folder }: Release): Promise<Work> {
  const predict = find(codebases, 'predict');
  const warmUp = find(codebases, 'warmUp');
  const questions = sampleQuestions(predict.archive);
  const [first] = questions;
  if (!first) throw new RehearsalError('predict', 'no model was uploaded');

  const asDeployed = functionOptions(predict.deployed, predict.directory);
  const { request } = first;
  const guards = guardsOf(predict.deployed);
  const unguarded = guards.length > 0 ? await checkRefusal(asDeployed, request) : [];
  const options = openToAll(asDeployed);
  const coldStartMs = await medianColdStart(() => spawnFunction(options), request);
  const running = await startFunction(options);
  try {
    const answers = await ask(running.url, project.id, questions);
    const scheduled = await runSchedule(warmUp.deployed, warmUp.directory, running.url);
    const opened =
      version && (await openPage({ project, version, folder, predict, url: running.url, questions }));
    return {
      guards,
      coldStartMs,
      answers,
      page: opened?.page,
      problems: [...unguarded, ...scheduled, ...(opened?.problems ?? [])],
    };
  } finally {
    await running.stop();
  }
}

/** Serves the page as released, and opens it if there is a browser. */
async function openPage({
  project,
  version,
  folder,
  predict,
  url,
  questions,
}: {
  project: Release['project'];
  version: HostingVersion;
  folder: string;
  predict: { deployed: CloudFunction };
  url: string;
  questions: readonly SampleQuestion[];
}): Promise<{ page: Report['page']; problems: Problem[] }> {
  const served = await servePage(version, project, join(folder, 'page'));
  try {
    const visit = await lookAtPage(
      {
        project: project.id,
        site: version.name.split('/')[3] ?? project.id,
        region: regionOf(predict.deployed),
        page: served.url,
        predict: url,
      },
      questions,
    );
    const { files, bytes, headers } = served;
    return {
      page: { files, bytes, headers, seenByBrowser: visit !== undefined, used: visit?.used },
      problems: visit?.problems ?? [],
    };
  } finally {
    await served.stop();
  }
}

function find(
  codebases: Release['codebases'],
  entryPoint: string,
): Release['codebases'][number] & { deployed: CloudFunction } {
  for (const codebase of codebases) {
    // The deployment chooses the function's name.
    const deployed = codebase.functions.find(({ buildConfig }) => buildConfig.entryPoint === entryPoint);
    if (deployed) return { ...codebase, deployed };
  }
  throw new RehearsalError(entryPoint, 'it was not deployed');
}
