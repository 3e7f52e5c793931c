import * as v from 'valibot';
import { CALL_EVENT, OUTCOMES } from './call-line.ts';

const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const word = v.pipe(v.string(), v.maxLength(100));

/** The fields of a line that are read. */
const lineSchema = v.object({
  time: v.pipe(
    v.string(),
    v.transform((text) => Date.parse(text)),
    v.number('a moment'),
    v.finite('a moment'),
  ),
  op: v.optional(word),
  outcome: v.picklist(OUTCOMES),
  reason: v.optional(word),
  model: v.optional(word),
  version: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  label: v.optional(word),
  cold: v.boolean(),
  startMs: v.optional(milliseconds),
  queueMs: v.optional(milliseconds),
  totalMs: milliseconds,
  instanceId: word,
  sampledPercent: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(100))),
});

/** A line that was read; `time` is in milliseconds since 1970. */
export type LoggedCall = v.InferOutput<typeof lineSchema>;

/**
 * Reads an entry of a log, in the form of Cloud Logging's export or of the function's output.
 *
 * @returns undefined for a line of another kind, or of a call that never reached the function.
 * @throws {v.ValiError} for an invalid line of a call.
 */
export function parseCallLine(entry: unknown): LoggedCall | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const payload: unknown = 'jsonPayload' in entry ? entry.jsonPayload : entry;
  if (typeof payload !== 'object' || payload === null || !('event' in payload)) return undefined;
  const isOfGate = 'stage' in payload && payload.stage === 'gate';
  return payload.event === CALL_EVENT && !isOfGate
    ? v.parse(lineSchema, payload, { abortEarly: true })
    : undefined;
}
