/**
 * Posts a body and reads the whole answer.
 *
 * @returns undefined if nothing listens yet.
 */
export async function ask(url: string, body: Buffer): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Uint8Array(body),
  }).catch((error: unknown) => {
    if (isRefused(error)) return undefined;
    throw error;
  });
  if (!response) return undefined;
  const text = await response.text();
  try {
    const answer: unknown = JSON.parse(text);
    return answer;
  } catch {
    return { notJson: text.slice(0, 500), status: response.status };
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
