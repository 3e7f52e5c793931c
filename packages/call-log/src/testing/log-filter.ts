/** An entry in Cloud Logging: the parsed output, and its source. */
export type LogEntry = Record<string, unknown>;

/** Converts a printed JSON line of a Cloud Run process to the entry that Cloud Logging keeps. */
export function toLogEntry(printed: string, service: string): LogEntry {
  const { severity, ...jsonPayload } = JSON.parse(printed);
  const resource = { type: 'cloud_run_revision', labels: { service_name: service } };
  return { resource, severity, jsonPayload, timestamp: new Date().toISOString() };
}

/** Returns the value at a path such as `jsonPayload.target`. */
export function fieldOf(entry: LogEntry, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1], entry);
}

/**
 * True if a filter matches an entry. It knows the part of the Logging query language that our filters use: comparisons
 * with `=`, `>=` and `:*` (the field exists), joined by AND.
 *
 * @throws {SyntaxError} for anything else.
 */
export function matches(filter: string, entry: LogEntry): boolean {
  return filter.split(' AND ').every((comparison) => {
    const [, path = '', operator, wanted = ''] = /^([\w.]+)(=|>=|:)("[^"]*"|\*)$/.exec(comparison) ?? [];
    if (operator === undefined) throw new SyntaxError(`unknown comparison: ${comparison}`);
    const value = fieldOf(entry, path);
    if (operator === ':' && wanted === '*') return value !== undefined;
    const text = JSON.parse(wanted);
    return operator === '=' ? value === text : String(value) >= text;
  });
}

/** Returns the value that Google extracts from an entry: a field, or the match of an expression's one group. */
export function extracted(extractor: string | undefined, entry: LogEntry | undefined): unknown {
  const [, field] = /^EXTRACT\((.+)\)$/.exec(extractor ?? '') ?? [];
  if (field !== undefined) return fieldOf(entry ?? {}, field);
  const [, path = '', expression = ''] = /^REGEXP_EXTRACT\(([\w.]+), "(.+)"\)$/.exec(extractor ?? '') ?? [];
  return new RegExp(expression).exec(String(fieldOf(entry ?? {}, path)))?.[1];
}
