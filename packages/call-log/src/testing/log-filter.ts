/** A line as Cloud Logging keeps it: what was printed, taken apart, and where it came from. */
export type LogEntry = Record<string, unknown>;

/** What a process of Cloud Run prints, a line of JSON, as Cloud Logging keeps it. */
export function toLogEntry(printed: string, service: string): LogEntry {
  const { severity, ...jsonPayload } = JSON.parse(printed);
  const resource = { type: 'cloud_run_revision', labels: { service_name: service } };
  return { resource, severity, jsonPayload, timestamp: new Date().toISOString() };
}

/** The value at a path such as `jsonPayload.target`. */
export function fieldOf(entry: LogEntry, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1], entry);
}

/**
 * Whether a filter lets an entry through, of so much of the Logging query language as ours use: comparisons by `=`,
 * `>=` and `:*` (the field is there), all joined by AND.
 *
 * @throws {SyntaxError} for anything else.
 */
export function matches(filter: string, entry: LogEntry): boolean {
  return filter.split(' AND ').every((comparison) => {
    const [, path = '', operator, wanted = ''] = /^([\w.]+)(=|>=|:)("[^"]*"|\*)$/.exec(comparison) ?? [];
    if (operator === undefined) throw new SyntaxError(`not a comparison that this knows: ${comparison}`);
    const value = fieldOf(entry, path);
    if (operator === ':' && wanted === '*') return value !== undefined;
    const text = JSON.parse(wanted);
    return operator === '=' ? value === text : String(value) >= text;
  });
}

/** What Google takes out of an entry: a field, or what the one group of an expression finds in its text. */
export function extracted(extractor: string | undefined, entry: LogEntry | undefined): unknown {
  const [, field] = /^EXTRACT\((.+)\)$/.exec(extractor ?? '') ?? [];
  if (field !== undefined) return fieldOf(entry ?? {}, field);
  const [, path = '', expression = ''] = /^REGEXP_EXTRACT\(([\w.]+), "(.+)"\)$/.exec(extractor ?? '') ?? [];
  return new RegExp(expression).exec(String(fieldOf(entry ?? {}, path)))?.[1];
}
