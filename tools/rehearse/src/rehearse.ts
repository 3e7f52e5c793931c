/**
 * A release, rehearsed: the real Firebase CLI deploys to a stand-in for Google, and what it uploaded is put to work as
 * the platform would put it.
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
import { largestFiles, uploadedCodebases, type UploadedCodebase } from './uploaded.ts';

export { RehearsalError } from './problem.ts';
export type { Report } from './report.ts';

export interface RehearsalOptions {
  /** An id or an alias of `.firebaserc`, whose parameters to take; what the Firebase CLI would take unless said. */
  project?: string | undefined;
  /** Hears what is being done. */
  onStep?: (step: string) => void;
  /** Hears what the Firebase CLI prints. */
  onLine?: (line: string) => void;
}

/**
 * Rehearses a release of everything.
 *
 * @throws {RehearsalError} at the first step after which the others make no sense.
 */
export async function rehearse({
  project,
  onStep = () => undefined,
  onLine = () => undefined,
}: RehearsalOptions = {}): Promise<Report> {
  const begun = performance.now();
  const clone = await readClone(REPOSITORY, project);
  if (clone.project === undefined) throw new RehearsalError('project', 'none is chosen: -- --project NAME');
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
    onStep('Installing what was uploaded as the platform does …');
    const codebases = await installAll(standIn, folder);
    const version = clone.page && releasedVersion(standIn);
    onStep('Starting it, and asking it as its users will …');
    const work = await putToWork({ project: standIn.project, codebases, version, folder });
    const problems = [
      ...standIn.unforeseen.map((problem) => ({ where: 'stand-in', problem })),
      // What is deployed by its name is deployed again, changed or not.
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
      notShown: codebases.flatMap(({ notShown }) => notShown),
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
    if (!intended) return [{ where: codebase.name, problem: 'firebase.json knows no codebase of that name' }];
    const { values } = await readParameters(intended, clone);
    return [
      ...codebase.problems,
      ...checkConfiguration(codebase, { runtime: intended.runtime, values }, standIn),
      ...(await checkManifest(codebase.name, codebase.directory, values)),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** The first deploy comes to its end in a second one, which has to find the functions as the first left them. */
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
