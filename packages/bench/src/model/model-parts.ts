/** Medians of cold starts that differ by one thing each, in milliseconds. */
export interface Steps {
  /** A bare `node:http` server. */
  node: number;
  /** The Functions Framework, as it is uploaded, with a plain hello. */
  framework: number;
  /** `predict` as it is deployed, without models. */
  withoutModel: number;
  /** `predict` with a tiny model of the same form. */
  tinyModel: number;
  /** `predict` with the model. */
  model: number;
  /** Reading and digesting the model's files, measured separately. */
  reading: number;
  /** Time in the engine, as the first answer reports it. */
  firstRun: number;
}

/** A part of a cold start. */
export interface Part {
  name: string;
  ms: number;
}

/**
 * Returns the parts of a cold start: the time that each thing adds to a cold start without it. A part that noise makes
 * negative is 0. The function is not instrumented: it runs as it is deployed.
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
