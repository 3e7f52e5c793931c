import { httpMessage, rawMessage, type WireRequest } from '../wire-request.ts';
import type { Chance } from '../chance.ts';
import type { Kind, Target } from './kind.ts';

// Announced lengths of bodies, and the ways in which bodies arrive.

const bodyOf = ({ model, row }: Target) => Buffer.from(JSON.stringify({ data: { model, instances: [row] } }));

/** Returns the body in chunks of up to `size` bytes. */
function chunked(body: Buffer, size: number): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    chunks.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

const chunkedWell: Kind = {
  name: 'a body in chunks',
  draw(chance, target) {
    const body = chance.oneIn(5) ? Buffer.alloc(chance.below(200_000), '[') : bodyOf(target);
    const parts = [
      rawMessage({ headers: [['transfer-encoding', 'chunked']] }, chunked(body, 1 + chance.below(3000))),
    ];
    return { parts, ending: 'wait' };
  },
};

/** Contradictory lengths: the server answers 400, or not at all if it waits for more and the sender stops. */
const framing: Kind = {
  name: 'a wrong length',
  mayGoUnanswered: true,
  draw(chance, target) {
    const body = bodyOf(target);
    const length = String(body.length);
    const [headers, sent] = chance.pick<readonly [readonly (readonly [string, string])[], Buffer]>([
      [[['content-length', String(body.length + 1 + chance.below(100))]], body],
      [[['content-length', String(chance.below(body.length))]], body],
      [
        [
          ['content-length', length],
          ['content-length', length],
        ],
        body,
      ],
      [
        [
          ['content-length', length],
          ['content-length', '5'],
        ],
        body,
      ],
      [
        [
          [
            'content-length',
            chance.pick(['-1', '1e3', '0x10', '+5', '5 5', '', '99999999999999999999', 'NaN']),
          ],
        ],
        body,
      ],
      [[['content-length', String(2 ** 40)]], body],
      [
        [
          ['content-length', '5'],
          ['transfer-encoding', 'chunked'],
        ],
        chunked(body, 100),
      ],
      [
        [
          [
            'transfer-encoding',
            chance.pick(['gzip, chunked', 'chunked, chunked', 'identity', 'xchunked', 'chunked ']),
          ],
        ],
        chunked(body, 100),
      ],
      [
        [['transfer-encoding', 'chunked']],
        Buffer.from(`${chance.pick(['g', '-1', 'ffffffffffffffff', '7fffffff', ''])}\r\nabc`),
      ],
      [[['transfer-encoding', 'chunked']], Buffer.from(`5;${'x'.repeat(20_000)}=y\r\nabcde\r\n0\r\n\r\n`)],
      [[['transfer-encoding', 'chunked']], Buffer.from(`0\r\n${'x: y\r\n'.repeat(chance.below(2000))}\r\n`)],
      [[], body],
    ]);
    return { parts: [rawMessage({ headers }, sent)], ending: chance.pick(['finish', 'finish', 'leave']) };
  },
};

const notHttp: Kind = {
  name: 'bytes that are not HTTP',
  mayGoUnanswered: true,
  draw(chance, target) {
    const message = httpMessage({ body: bodyOf(target) });
    const parts = chance.pick<readonly Buffer[]>([
      [chance.bytes(1 + chance.below(300))],
      [Buffer.from('GET / HTTP/0.9\r\n\r\n')],
      [Buffer.from('GET / HTTP/9.9\r\nhost: a\r\n\r\n')],
      [Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
      [Buffer.from('POST / HTTP/1.1\r\n\r\n')],
      [Buffer.from(`POST / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`)],
      [Buffer.from('POST / HTTP/1.1\r\nhost: a\nhost: b\r\n\u0000: c\r\n\r\n')],
      [Buffer.from('POST / HTTP/1.1\r\n continued: a\r\n\r\n')],
      [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
      [message.subarray(0, chance.below(message.length))],
    ]);
    return { parts, ending: 'finish' };
  },
};

const slow: Kind = {
  name: 'a slow sender',
  draw(chance, target) {
    const message = httpMessage({ body: bodyOf(target) });
    const cuts = Array.from({ length: 3 }, () => chance.below(message.length)).toSorted((a, b) => a - b);
    return { parts: [0, ...cuts].map((from, n) => message.subarray(from, cuts[n])), ending: 'wait' };
  },
};

function leaving(chance: Chance, target: Target): WireRequest {
  const rows = Array.from({ length: 1 + chance.below(200) }, () => target.row);
  const message = httpMessage({ body: JSON.stringify({ data: { model: target.model, instances: rows } }) });
  const sent = chance.oneIn(2) ? message : message.subarray(0, chance.below(message.length));
  return { parts: [sent], ending: 'leave' };
}

const gone: Kind = { name: 'a caller that leaves', mayGoUnanswered: true, draw: leaving };

export const FRAMING_KINDS: readonly Kind[] = [chunkedWell, framing, notHttp, slow, gone];
