/** Medians of cold starts that differ by one thing each, in milliseconds. */
export interface Steps {
  /** A bare `node:http` server. */
  node: number;
  /** The Functions Framework, as it is uploaded, with a plain hello. */
  framework: number;
  /** `predict` as it is deployed, without any model. */
  withoutModel: number;
  /** `predict` with a tiny model of the same form. */
  tinyModel: number;
  /** `predict` with the model. */
  model: number;
  /** Reading the model's files and digesting them, apart. */
  reading: number;
  /** What the first answer said that it spent in the engine. */
  firstRun: number;
}

/** What a cold start is made of. */
export interface Part {
  name: string;
  ms: number;
}

/**
 * Says whose a cold start is, by what each thing adds to one without it. What the noise makes less than nothing is
 * nothing. Nothing is measured inside of the function: it runs as it is deployed.
 */
export function modelParts(steps: Steps): Part[] {
  const ofModel = steps.model - steps.tinyModel;
  const parts = [
    { name: 'Node.js', ms: steps.node },
    { name: 'Functions Framework', ms: steps.framework - steps.node },
    { name: 'firebase-functions and predict', ms: steps.withoutModel - steps.framework },
    { name: 'engine, with a tiny model', ms: steps.tinyModel - steps.withoutModel },
    { name: "reading the model's files", ms: Math.min(steps.reading, ofModel) },
    { name: 'loading the model', ms: ofModel - steps.reading - steps.firstRun },
    { name: 'first run', ms: Math.min(steps.firstRun, ofModel - steps.reading) },
  ];
  return parts.map(({ name, ms }) => ({ name, ms: Math.max(0, ms) }));
}
