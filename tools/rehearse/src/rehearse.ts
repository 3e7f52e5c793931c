/**
 * Rehearses a release: the real Firebase CLI deploys to a stand-in for Google, and the uploaded code runs as on the
 * platform.
 *
 * @module
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Clone,
  isAdopted,
  ownTargets,
  readClone,
  readParameters,
  uploadedModels,
} from '@pilotlight/doctor';
import { type GoogleStandIn, type HostingVersion, startGoogleStandIn } from '@pilotlight/google-stand-in';
import { REPOSITORY } from '@pilotlight/local-platform';
import { checkConfiguration } from './check-configuration.ts';
import { checkManifest } from './check-manifest.ts';
import { checkModelsUploaded } from './check-models-uploaded.ts';
import { checkPage } from './check-page.ts';
import { estimateMonthlyCost } from './cost.ts';
import { deployToStandIn } from './deploy-to-stand-in.ts';
import { describeFunction } from './describe-function.ts';
import { install, type InstalledCodebase } from './install.ts';
import { type Problem, RehearsalError } from './problem.ts';
import { putToWork } from './put-to-work.ts';
import type { Report } from './report.ts';
import { whatDeployRefuses } from './what-deploy-refuses.ts';
import { largestFiles, uploadedCodebases, type UploadedCodebase } from './uploaded.ts';

export { RehearsalError } from './problem.ts';
export type { Report } from './report.ts';

export interface RehearsalOptions {
  /**
   * The project with the parameters to use: an id or an alias of `.firebaserc`; defaults to the Firebase CLI's choice.
   */
  project?: string | undefined;
  /** Gets a message at each step. */
  onStep?: (step: string) => void;
  /** Gets the Firebase CLI's output, line by line. */
  onLine?: (line: string) => void;
}

/**
 * Rehearses a release of everything.
 *
 * @throws {RehearsalError} at the first failed step without which the later ones make no sense.
 */
export async function rehearse({
  project,
  onStep = () => undefined,
  onLine = () => undefined,
}: RehearsalOptions = {}): Promise<Report> {
  const begun = performance.now();
  const clone = await readClone(REPOSITORY, project);
  if (clone.project === undefined)
    throw new RehearsalError('project', 'no project is chosen: add -- --project NAME');
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-rehearsal-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', removeFolder);
  const standIn = await startGoogleStandIn({ id: clone.project });
  try {
    onStep('Deploying to a stand-in for Google with the Firebase CLI …');
    const clock = await deployToStandIn(standIn, {
      directory: clone.directory,
      project,
      only: isAdopted(clone) ? ownTargets(clone) : 'functions,hosting',
      folder,
      onLine,
    });
    const { functions, jobs } = standIn.project;
    const cost = estimateMonthlyCost([...functions.values()], [...jobs.values()]);
    onStep('Installing the uploaded code as the platform does …');
    const codebases = await installAll(standIn, folder);
    const version = clone.page && releasedVersion(standIn);
    onStep('Starting it, and calling it as its users will …');
    const work = await putToWork({ project: standIn.project, codebases, version, folder });
    const problems = [
      ...standIn.unforeseen.map((problem) => ({ where: 'stand-in', problem })),
      // A target that is deployed by its name is deployed again, changed or not.
      ...(isAdopted(clone) ? [] : deployedAgain(standIn)),
      ...(await checkAll(clone, standIn, codebases)),
      ...checkModelsUploaded(await uploadedModels(clone), codebases),
      ...(clone.page && version && work.page
        ? checkPage(version, clone.page.hosting, work.page.headers)
        : []),
      ...work.problems,
    ];
    return {
      project: standIn.project.id,
      succeeded: problems.length === 0,
      problems,
      notShown: [...(await whatDeployRefuses(clone)), ...codebases.flatMap(({ notShown }) => notShown)],
      functions: codebases.flatMap(({ name, functions: ofCodebase }) =>
        ofCodebase.map((one) => describeFunction(one, name, standIn.project)),
      ),
      packages: codebases.map(({ name, archive, archiveBytes, packages, bytes, milliseconds }) => ({
        codebase: name,
        archiveBytes,
        largestFiles: largestFiles(archive, 3),
        installedPackages: packages,
        installedBytes: bytes,
        installMs: milliseconds,
        discoveryMs: clock.took(name),
      })),
      page: work.page,
      guards: work.guards,
      coldStartMs: work.coldStartMs,
      answers: work.answers,
      cost,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await standIn.stop();
    removeFolder();
    process.off('exit', removeFolder);
  }
}

type Codebase = UploadedCodebase & InstalledCodebase;

async function installAll(standIn: GoogleStandIn, folder: string): Promise<Codebase[]> {
  return Promise.all(
    uploadedCodebases(standIn).map(async (uploaded) => {
      const directory = join(folder, uploaded.name);
      await mkdir(directory);
      return { ...uploaded, ...(await install(uploaded, directory)) };
    }),
  );
}

async function checkAll(
  clone: Clone,
  standIn: GoogleStandIn,
  codebases: readonly Codebase[],
): Promise<Problem[]> {
  const found = codebases.map(async (codebase) => {
    const intended = clone.codebases.find(({ name }) => name === codebase.name);
    if (!intended) return [{ where: codebase.name, problem: 'firebase.json has no codebase of that name' }];
    const { values } = await readParameters(intended, clone);
    return [
      ...codebase.problems,
      ...checkConfiguration(codebase, { runtime: intended.runtime, values }, standIn),
      ...(await checkManifest(codebase.name, codebase.directory, values)),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** Reports functions that the second deploy deploys again; it must find them as the first one left them. */
function deployedAgain({ requests }: GoogleStandIn): Problem[] {
  return requests
    .filter((request) => /^PATCH \/functions-v2\/.*\/functions\//.test(request))
    .map((request) => ({
      where: 'deploy',
      problem: `a second deploy without changes deploys ${request.slice(request.lastIndexOf('/') + 1)} again`,
    }));
}

function releasedVersion({ project: { hosting } }: GoogleStandIn): HostingVersion {
  const version = hosting.versions.get(hosting.releases.at(-1) ?? '');
  if (!version) throw new RehearsalError('page', 'it was not released');
  return version;
}
