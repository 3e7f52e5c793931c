/** Response to a POST in the callable protocol, of any kind. */
export interface Answer {
  status: number;
  body: { result?: unknown; error?: { status: string; message: string; details?: Record<string, unknown> } };
  text: string;
}

/** Posts `data` as a callable's client would; sends a string unchanged. */
export async function call(
  url: string,
  data: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof data === 'string' ? data : JSON.stringify({ data }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  let body: Answer['body'] = {};
  try {
    body = JSON.parse(text);
  } catch {
    // Not every refusal is JSON: the framework's own ones are not.
  }
  return { status: response.status, body, text };
}
