/** What one sender does on a connection of its own. */
export interface WireRequest {
  /** What it writes, with a pause after each part but the last. */
  parts: readonly Buffer[];
  /** Reads the answer; or leaves at once; or says that it writes no more, and reads the answer. */
  ending: 'wait' | 'leave' | 'finish';
}

export type Headers = readonly (readonly [name: string, value: string])[];

export interface HttpMessage {
  method?: string;
  path?: string;
  type?: string;
  /** Beside the host, and what says how long the body is. */
  headers?: Headers;
  body: Buffer | string;
}

/** The bytes of a request that is in order as far as HTTP is concerned, with whatever in it. */
export function httpMessage(message: HttpMessage): Buffer {
  const body = Buffer.from(message.body);
  return rawMessage(
    { ...message, headers: [...(message.headers ?? []), ['content-length', String(body.length)]] },
    body,
  );
}

/** The same with no more headers than are said: nothing need fit. */
export function rawMessage(
  { method = 'POST', path = '/', type = 'application/json', headers = [] }: Omit<HttpMessage, 'body'>,
  body: Buffer,
): Buffer {
  const all: Headers = [['host', 'localhost'], ['connection', 'close'], ['content-type', type], ...headers];
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), body]);
}

/** A call as a client sends it, with any data. */
export function callOf(data: unknown): WireRequest {
  return waiting(httpMessage({ body: JSON.stringify({ data }) }));
}

export function waiting(...parts: readonly Buffer[]): WireRequest {
  return { parts, ending: 'wait' };
}
