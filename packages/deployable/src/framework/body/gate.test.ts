import { connect } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startGate } from './testing/gate-server.ts';

const MIB = 1024 * 1024;

const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const fakeTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A function that holds every answer until the test releases them. */
function holding() {
  const held: (() => void)[] = [];
  return {
    held,
    answer: (_: unknown, response: { end: (text: string) => void }) => held.push(() => response.end('{}')),
  };
}

describe('refuses before it reads the body', () => {
  it.each(['gzip', 'deflate', 'br', 'GZIP', 'gzip, gzip'])('a body in %s', async (encoding) => {
    const read = vi.fn();
    await using gate = await startGate({}, read);
    const { status, body } = await gate.post(gzipSync('{"data":[]}'), { 'content-encoding': encoding });
    expect([status, body.error?.status]).toEqual([415, 'INVALID_ARGUMENT']);
    expect(body.error?.message).toBe('request: expected an uncompressed body, received a compressed one');
    expect(read).not.toHaveBeenCalled();
  });

  it('one that announces too great a length, and says what to do', async () => {
    await using gate = await startGate({ maxBodyBytes: MIB, advice: 'send less' });
    const { status, headers, body } = await gate.send({
      headers: { 'content-type': 'application/json', 'content-length': 100 * MIB },
      parts: ['{', undefined],
    });
    expect([status, headers.connection]).toEqual([429, 'close']);
    expect(body.error).toEqual({
      status: 'RESOURCE_EXHAUSTED',
      message: 'request: expected at most 1048576 bytes; send less, received 104857600 bytes',
      details: {
        reason: 'REQUEST_TOO_LARGE',
        issue: {
          field: 'request',
          expected: 'at most 1048576 bytes; send less',
          received: '104857600 bytes',
        },
      },
    });
  });

  it.each([
    ['application/json; charset=utf-16', 415],
    ['text/plain; charset=latin1', 415],
    ['application/x-www-form-urlencoded; charset=latin1', 415],
  ])('%s', async (type, status) => {
    await using gate = await startGate();
    expect((await gate.post('{}', { 'content-type': type })).status).toBe(status);
  });
});

describe('a header that a deployment requires', () => {
  const bounds = {
    requiredHeaders: [
      {
        header: 'authorization',
        variable: 'REQUIRE_SIGN_IN',
        refusal: { message: 'sign in', reason: 'SIGN_IN_REQUIRED' },
      },
    ],
    exemption: { header: 'x-warm-up', maxBodyBytes: 100 },
  };

  it.each(['true', 'TRUE', '1', ''])('is required where the setting is `%s`', async (setting) => {
    vi.stubEnv('REQUIRE_SIGN_IN', setting);
    await using gate = await startGate(bounds);
    const { status, body } = await gate.post('{}', { origin: 'https://example.com' });
    expect(status).toBe(401);
    expect(body.error).toEqual({
      status: 'UNAUTHENTICATED',
      message: 'sign in',
      details: { reason: 'SIGN_IN_REQUIRED' },
    });
    expect((await gate.post('{}', { authorization: 'anything' })).status).toBe(200);
    expect((await gate.send({ method: 'OPTIONS' })).status).toBe(200);
  });

  it.each(['false', undefined])('is not required where the setting is %s', async (setting) => {
    vi.stubEnv('REQUIRE_SIGN_IN', setting);
    await using gate = await startGate(bounds);
    expect((await gate.post('{}')).status).toBe(200);
  });

  it('is not required of an exempt request, which may then hold little', async () => {
    vi.stubEnv('REQUIRE_SIGN_IN', 'true');
    await using gate = await startGate(bounds);
    expect((await gate.post('{}', { 'x-warm-up': 'token' })).status).toBe(200);
    expect((await gate.post(`{"a":"${'x'.repeat(100)}"}`, { 'x-warm-up': 'token' })).status).toBe(429);
  });
});

describe('logs a refusal', () => {
  const declared = { log: { event: 'predict call', percentVariable: 'LOG_PERCENT' }, maxBodyBytes: 100 };
  const trace = '0123456789abcdef0123456789abcdef';

  it.each([
    ['x-cloud-trace-context', `${trace}/123;o=1`],
    ['traceparent', `00-${trace}-0123456789abcdef-01`],
  ])('in one line, with the trace of %s and nothing of the caller’s text', async (header, value) => {
    vi.stubEnv('GCLOUD_PROJECT', 'my-app');
    log.mockClear();
    await using gate = await startGate(declared);
    const sent = `{"mark": "${'x'.repeat(100)}"}`;
    await gate.post(sent, { [header]: value, 'x-mark': 'mark' });
    await vi.waitFor(() => expect(log).toHaveBeenCalledOnce());
    const line: unknown = JSON.parse(String(log.mock.calls[0]));
    expect(line).toEqual({
      severity: 'INFO',
      event: 'predict call',
      stage: 'gate',
      message: `a call was refused before it reached its function: request: expected at most 100 bytes; send less at a time, received ${sent.length} bytes`,
      time: expect.stringMatching(/Z$/),
      outcome: 'refused',
      code: 'resource-exhausted',
      reason: 'REQUEST_TOO_LARGE',
      field: 'request',
      requestBytes: sent.length,
      'logging.googleapis.com/trace': `projects/my-app/traces/${trace}`,
    });
  });

  it.each(['mark', `${trace}mark/1`, `${'0'.repeat(4000)}/1`])(
    'without a trace if the header has no valid one: %s',
    async (value) => {
      log.mockClear();
      await using gate = await startGate(declared);
      await gate.post('mark', { 'x-cloud-trace-context': value });
      await vi.waitFor(() => expect(log).toHaveBeenCalledOnce());
      expect(String(log.mock.calls[0])).not.toMatch(/mark|trace/);
    },
  );

  it('at the same rate as calls are logged', async () => {
    await using gate = await startGate(declared);
    vi.stubEnv('LOG_PERCENT', '0');
    log.mockClear();
    expect((await gate.post('mark')).status).toBe(400);
    vi.stubEnv('LOG_PERCENT', '50');
    const draws = vi.spyOn(Math, 'random').mockReturnValueOnce(0.51).mockReturnValueOnce(0.49);
    await gate.post('mark');
    await gate.post('mark');
    await vi.waitFor(() => expect(log).toHaveBeenCalledOnce());
    expect(JSON.parse(String(log.mock.calls[0]))).toMatchObject({ sampledPercent: 50 });
    draws.mockRestore();
  });
});

describe('refuses after it has read the body', () => {
  it.each([
    ['4,000 levels', `${'['.repeat(4000)}${']'.repeat(4000)}`, 400, 'INVALID_REQUEST'],
    ['values that exceed the memory', `[${'[],'.repeat(4_000_000)}[]]`, 429, 'REQUEST_TOO_LARGE'],
    [
      'many names',
      JSON.stringify(Array.from({ length: 400_001 }, () => ({ a: 0 }))),
      429,
      'REQUEST_TOO_LARGE',
    ],
    ['many strings', JSON.stringify(Array.from({ length: 1_000_001 }, () => '')), 429, 'REQUEST_TOO_LARGE'],
    ['half a JSON text', '{"data": ', 400, 'INVALID_REQUEST'],
    ['a bare value', '"data"', 400, 'INVALID_REQUEST'],
    ['only a brace', '{', 400, 'INVALID_REQUEST'],
  ])('%s', async (_, text, status, reason) => {
    const read = vi.fn();
    await using gate = await startGate({ memoryBytes: 512 * MIB }, read);
    const answer = await gate.post(text);
    expect([answer.status, answer.body.error?.details]).toEqual([
      status,
      { reason, issue: expect.objectContaining({ field: 'request' }) },
    ]);
    expect(read).not.toHaveBeenCalled();
  });

  it('a body in chunks that is too long', async () => {
    await using gate = await startGate({ maxBodyBytes: 1000 });
    const parts = ['[', ...Array.from({ length: 20 }, () => `"${'x'.repeat(97)}",`), undefined];
    const { status, body } = await gate.send({ headers: { 'content-type': 'application/json' }, parts });
    expect([status, body.error?.details?.reason]).toEqual([429, 'REQUEST_TOO_LARGE']);
  });

  it('a body in chunks of one byte', async () => {
    await using gate = await startGate();
    const socket = connect(gate.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (part) => (answer += String(part)));
    socket.on('error', () => undefined);
    const head =
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    socket.write(head + '1\r\n[\r\n'.repeat(100_000));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 400 [^]*a body in larger pieces, received too many small ones/);
  });

  it('a form of a thousand names, and one of many levels', async () => {
    await using gate = await startGate();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await gate.post('a&'.repeat(1001), form)).status).toBe(429);
    expect((await gate.post(`a${'[b]'.repeat(40)}=1`, form)).status).toBe(400);
  });

  it('with headers that let a browser read the answer', async () => {
    await using gate = await startGate();
    const { headers } = await gate.post('{', { origin: 'https://example.com' });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': 'https://example.com',
      vary: 'Origin',
    });
  });
});

describe('memory', () => {
  const megabyte = JSON.stringify({ data: 'x'.repeat(MIB - 100) });
  // Enough for two of them.
  const bounds = { memoryBytes: 12 * MIB };

  it('is lent to large requests one by one, and small ones pass them', async () => {
    const { held, answer } = holding();
    await using gate = await startGate(bounds, answer);
    const large = [gate.post(megabyte), gate.post(megabyte), gate.post(megabyte)];
    await expect.poll(() => held.length).toBe(2);
    const small = gate.post('{"data":1}');
    await expect.poll(() => held.length).toBe(3);
    held[2]?.();
    expect((await small).status).toBe(200);
    held[0]?.();
    await expect.poll(() => held.length).toBe(4);
    for (const give of held) give();
    expect((await Promise.all(large)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('is waited for until a time limit, and then others get it', async () => {
    const { held, answer } = holding();
    await using gate = await startGate(bounds, answer);
    const large = [gate.post(megabyte), gate.post(megabyte)];
    await expect.poll(() => held.length).toBe(2);
    fakeTimers();
    const late = gate.post(megabyte);
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(10_000);
    const { status, body } = await late;
    expect([status, body.error?.status, body.error?.details]).toEqual([
      429,
      'RESOURCE_EXHAUSTED',
      { reason: 'OVERLOADED' },
    ]);
    for (const give of held) give();
    await Promise.all(large);
  });

  it('is released if the sender leaves, and if the request is refused', async () => {
    await using gate = await startGate({ ...bounds, maxBodyBytes: 2 * MIB });
    for (let count = 0; count < 5; count++) {
      const socket = connect(gate.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${MIB}\r\n\r\n{`,
      );
      await turn();
      socket.destroy();
      expect((await gate.post(`${megabyte} x`)).status).toBe(400);
    }
    expect((await gate.post(megabyte)).status).toBe(200);
  });

  it('is kept for a call after its caller has left, until the function finishes', async () => {
    const { held, answer } = holding();
    await using gate = await startGate(bounds, answer);
    for (let count = 0; count < 2; count++) {
      const socket = connect(gate.port, '127.0.0.1');
      socket.write(
        `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${megabyte.length}\r\n\r\n${megabyte}`,
      );
      await expect.poll(() => held.length).toBe(count + 1);
      socket.destroy();
    }
    const next = gate.post(megabyte);
    for (let count = 0; count < 20; count++) await turn();
    expect(held).toHaveLength(2);
    held[0]?.();
    await expect.poll(() => held.length).toBe(3);
    for (const give of held) give();
    expect((await next).status).toBe(200);
  });

  it('is not held by a slow sender', async () => {
    await using gate = await startGate();
    fakeTimers();
    const slow = gate.send({
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
      parts: ['{', undefined],
    });
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(30_000);
    const { status, body } = await slow;
    expect([status, body.error?.status]).toEqual([504, 'DEADLINE_EXCEEDED']);
  });

  it('of the raw body is released at once if the function does not read it', async () => {
    const read = vi.fn((_: unknown, response: { end: (text: string) => void }) => response.end('{}'));
    await using gate = await startGate({ keepsRawBody: false }, read);
    await gate.post('{"data":1}');
    await gate.post('bytes', { 'content-type': 'application/octet-stream' });
    expect(read).toHaveBeenNthCalledWith(1, { data: 1 }, expect.anything(), undefined);
    expect(read).toHaveBeenNthCalledWith(2, Buffer.from('bytes'), expect.anything(), undefined);
  });
});
