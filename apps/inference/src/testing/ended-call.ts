import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { EndedCall } from '../log-call.ts';

/** A call that the digits model answered from its snapshot. */
export const ANSWERED_CALL: EndedCall = {
  op: 'predict',
  arrival: { isCold: true, ageMs: 5, idleMs: 5 },
  instanceId: 'a1',
  record: {
    model: 'digits',
    version: 2,
    label: 'stable',
    engine: 'wasm',
    snapshot: true,
    rows: 1,
    loadMs: 3,
    queueMs: 0.00012,
    inferenceMs: 1.23456,
  },
};

/** Makes a request without a connection. */
export function requestWith(headers: IncomingMessage['headers'] = {}): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}
