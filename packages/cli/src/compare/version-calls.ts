import type { LoggedCall } from '@pilotlight/call-log/read';
import { CommandError } from '@pilotlight/command-line/command-error';

/** Figures from the log for one version of a model. */
export interface VersionCalls {
  version: number;
  /** The labels that led to it. */
  labels: Set<string>;
  calls: number;
  failed: number;
  refused: number;
  /** Times of answered calls, in milliseconds: on instances that had run a model before, and on others. */
  warmMs: number[];
  coldMs: number[];
  instances: Set<string>;
}

/** Two versions of one model, the base of the comparison first. */
export interface VersionPair {
  model: string;
  first: VersionCalls;
  other: VersionCalls;
}

/** Groups the predictions of a log by model and version. */
export async function gatherCalls(
  logged: AsyncIterable<LoggedCall>,
): Promise<Map<string, Map<number, VersionCalls>>> {
  const models = new Map<string, Map<number, VersionCalls>>();
  for await (const { op, model, version, label, outcome, cold, totalMs, instanceId } of logged) {
    if (op !== 'predict' || model === undefined || version === undefined) continue;
    const versions = models.get(model) ?? new Map<number, VersionCalls>();
    models.set(model, versions);
    const calls = versions.get(version) ?? {
      version,
      labels: new Set(),
      calls: 0,
      failed: 0,
      refused: 0,
      warmMs: [],
      coldMs: [],
      instances: new Set(),
    };
    versions.set(version, calls);
    calls.calls += 1;
    if (label !== undefined) calls.labels.add(label);
    calls.instances.add(instanceId);
    if (outcome === 'answered') (cold ? calls.coldMs : calls.warmMs).push(totalMs);
    else calls[outcome] += 1;
  }
  return models;
}

/**
 * Finds the two versions to compare: the named ones, or the one labeled stable and the one with another label.
 *
 * @throws {CommandError} if the log does not have both, or it is not clear which they are.
 */
export function choosePair(
  models: ReadonlyMap<string, ReadonlyMap<number, VersionCalls>>,
  { model: wanted, versions: named }: { model?: string | undefined; versions?: [number, number] | undefined },
): VersionPair {
  const names = [...models.keys()];
  const model = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (model === undefined)
    throw new CommandError(
      names.length === 0
        ? 'the log has no prediction of any model'
        : `the log has several models: add --model ${names.join(' or ')}`,
    );
  const versions = models.get(model);
  if (!versions) throw new CommandError(`the log has no prediction of ${model}, only of ${names.join(', ')}`);
  const [first, other] = (named ?? labeledPair(model, versions)).map((version) => {
    const found = versions.get(version);
    if (found) return found;
    throw new CommandError(
      `the log has no prediction of version ${version} of ${model}, only of ${[...versions.keys()].join(', ')}`,
    );
  });
  if (!first || !other) throw new CommandError('two versions are needed');
  return { model, first, other };
}

function labeledPair(model: string, versions: ReadonlyMap<number, VersionCalls>): [number, number] {
  const all = [...versions.values()];
  const stable = all.filter(({ labels }) => labels.has('stable'));
  const others = all.filter(({ labels }) => labels.size > 0 && !labels.has('stable'));
  const [[first, ...more], [other, ...rest]] = [stable, others];
  if (first && other && more.length === 0 && rest.length === 0) return [first.version, other.version];
  const seen = all.map(
    ({ version, labels }) => `${version}${labels.size > 0 ? ` (${[...labels].join(', ')})` : ''}`,
  );
  throw new CommandError(
    `it is not clear which versions of ${model} to compare; the log has ${seen.join(' and ')}: add --versions 2,3`,
  );
}
