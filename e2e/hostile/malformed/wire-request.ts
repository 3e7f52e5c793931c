/** A sender's actions on its own connection. */
export interface WireRequest {
  /** Parts that it writes, with a pause after each but the last. */
  parts: readonly Buffer[];
  /** Then it reads the answer; or leaves at once; or half-closes the connection, and reads the answer. */
  ending: 'wait' | 'leave' | 'finish';
}

export type Headers = readonly (readonly [name: string, value: string])[];

export interface HttpMessage {
  method?: string;
  path?: string;
  type?: string;
  /** Headers besides the host and the length of the body. */
  headers?: Headers;
  body: Buffer | string;
}

/** Returns the bytes of a request that is valid HTTP, with any content. */
export function httpMessage(message: HttpMessage): Buffer {
  const body = Buffer.from(message.body);
  return rawMessage(
    { ...message, headers: [...(message.headers ?? []), ['content-length', String(body.length)]] },
    body,
  );
}

/** Returns the bytes of a request with only these headers: they need not match. */
export function rawMessage(
  { method = 'POST', path = '/', type = 'application/json', headers = [] }: Omit<HttpMessage, 'body'>,
  body: Buffer,
): Buffer {
  const all: Headers = [['host', 'localhost'], ['connection', 'close'], ['content-type', type], ...headers];
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), body]);
}

/** Returns a call as a client sends it, with any data. */
export function callOf(data: unknown): WireRequest {
  return waiting(httpMessage({ body: JSON.stringify({ data }) }));
}

export function waiting(...parts: readonly Buffer[]): WireRequest {
  return { parts, ending: 'wait' };
}
