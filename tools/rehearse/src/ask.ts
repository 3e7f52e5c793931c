import { parseDescribeResponse, parsePredictResponse } from '@pilotlight/protocol';
import { deleteApp, initializeApp } from 'firebase/app';
import { getFunctions, httpsCallable } from 'firebase/functions';
import { RehearsalError } from './problem.ts';
import type { SampleQuestion } from './sample-question.ts';

/** An answered request, sent through the client SDK. */
export interface Answered {
  model: string;
  version: number;
  engine: string;
  milliseconds: number;
}

/**
 * Sends each model its sample request through the Firebase client SDK, as an app does.
 *
 * @param origin where `predict` is served, in place of https://REGION-PROJECT.cloudfunctions.net.
 *
 * @throws {RehearsalError} if a model is not served, refuses its own sample, or its answer holds values other than
 *   numbers.
 */
export async function ask(
  origin: string,
  project: string,
  questions: readonly SampleQuestion[],
): Promise<Answered[]> {
  const app = initializeApp({ projectId: project }, 'rehearsal');
  const predict = httpsCallable(getFunctions(app, origin), 'predict');
  try {
    const answered: Answered[] = [];
    for (const { model, version, request, isNonFinite } of questions) {
      const { models } = parseDescribeResponse((await predict({ op: 'describe', model })).data);
      const [served] = models;
      if (!served?.versions?.includes(version))
        throw new RehearsalError('predict', `${model}/${version} is not served`);
      const begun = performance.now();
      const { data } = await predict(request);
      const milliseconds = performance.now() - begun;
      const response = parsePredictResponse(data);
      const isAnswered = 'outputs' in response || 'predictions' in response;
      if (!isAnswered || !(isNonFinite || isFinite(response))) {
        throw new RehearsalError('predict', `${model} answered ${JSON.stringify(data)}`);
      }
      answered.push({ model, version, engine: served.engine, milliseconds });
    }
    return answered;
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause;
    throw new RehearsalError('predict', `it fails through the client SDK: ${String(cause)}`, { cause });
  } finally {
    await deleteApp(app);
  }
}

/** True if all values are finite: NaN and infinity arrive as null. */
function isFinite(output: unknown): boolean {
  if (Array.isArray(output)) return output.every(isFinite);
  if (typeof output === 'object' && output !== null) return Object.values(output).every(isFinite);
  return output !== null;
}
