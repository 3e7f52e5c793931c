/** Result of a check, in words for the person who has to act on it. */
export interface Finding {
  /** The thing that was checked. */
  subject: string;
  /** A `problem` stops a deploy, a `warning` does not; `unknown` means that it could not be checked. */
  verdict: 'good' | 'warning' | 'problem' | 'unknown';
  /** The state that was found, in one sentence. */
  message: string;
  /** Why it matters, if it is not good. */
  why?: string;
  /** The fix: a command, or the place to change something. */
  fix?: string;
}

/** Checks one thing. Reports what it finds, and throws only for faults of its own. */
export type Check = (clone: Clone) => Promise<Finding[]>;

/** A clone of the repository, and the project that it will be deployed to. */
export interface Clone {
  /** The repository's folder. */
  repository: string;
  /** The folder of the `firebase.json` that deploys it: the repository, or the project that has adopted it. */
  directory: string;
  /** The project's id; undefined if none is chosen. */
  project: string | undefined;
  /** The project's alias in `.firebaserc`. */
  alias: string | undefined;
  /** This repository's own codebases; a project's other ones are not checked. */
  codebases: readonly Codebase[];
  /** Undefined if the project does not deploy it. */
  page: Page | undefined;
  /** The folder of the served models. */
  modelsDirectory: string;
}

/** The page, as `firebase.json` describes it to Hosting. */
export interface Page {
  /** The served folder: an absolute path. */
  directory: string;
  /**
   * The deploy target of its site in `firebase.json`, which `.firebaserc` maps to a site; undefined for the default
   * site.
   */
  target: string | undefined;
  /** The site, if `firebase.json` names it directly. */
  site: string | undefined;
  /** The rest of its entry in `firebase.json`. */
  hosting: unknown;
}

/** A functions codebase of `firebase.json`; its folders are absolute paths. */
export interface Codebase {
  /** The folder in `apps/` from which it is built. */
  app: 'inference' | 'warmup';
  /** Its name in `firebase.json`. */
  name: string;
  /** The uploaded folder. */
  source: string;
  /** The folder of its `.env` files. */
  configDirectory: string;
  runtime: string;
  /** Names of files and folders in `source` that are not uploaded. */
  ignore: readonly string[];
}
