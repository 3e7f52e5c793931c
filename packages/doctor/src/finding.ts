/** What a check found, in words for whoever has to do something about it. */
export interface Finding {
  /** What was looked at. */
  subject: string;
  /** A `problem` stops a deploy, a `warning` does not; `unknown` is what could not be looked at. */
  verdict: 'good' | 'warning' | 'problem' | 'unknown';
  /** What is the case, in one sentence. */
  message: string;
  /** Why that matters, where it is not good. */
  why?: string;
  /** What mends it: a command, or the place to change something. */
  fix?: string;
}

/** Looks at one thing. It reports what it finds and throws only what is its own fault. */
export type Check = (clone: Clone) => Promise<Finding[]>;

/** A clone of the repository, and the project that it is about to be deployed to. */
export interface Clone {
  /** Where the repository is. */
  repository: string;
  /** Where the `firebase.json` stands that deploys it: the repository, or the project that has adopted it. */
  directory: string;
  /** The project's id, undefined where none was chosen. */
  project: string | undefined;
  /** What `.firebaserc` calls the project. */
  alias: string | undefined;
  /** This repository's own: what else a project deploys is its own business. */
  codebases: readonly Codebase[];
  /** Undefined where the project does not deploy it. */
  page: Page | undefined;
  /** The folder of models that is served. */
  modelsDirectory: string;
}

/** The page, as `firebase.json` has Hosting serve it. */
export interface Page {
  /** The folder that is served: an absolute path. */
  directory: string;
  /** What `firebase.json` calls its site, for `.firebaserc` to say which site that is; undefined for the default one. */
  target: string | undefined;
  /** The site, where `firebase.json` names it itself. */
  site: string | undefined;
  /** What else `firebase.json` says of it. */
  hosting: unknown;
}

/** A functions codebase of `firebase.json`; its folders are absolute paths. */
export interface Codebase {
  /** The folder in `apps/` that it is built from. */
  app: 'inference' | 'warmup';
  /** What `firebase.json` calls it. */
  name: string;
  /** What is uploaded. */
  source: string;
  /** Where its `.env` files are. */
  configDirectory: string;
  runtime: string;
  /** Names of files and folders in `source` that are not uploaded. */
  ignore: readonly string[];
}
