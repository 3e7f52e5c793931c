import { CALL_EVENT } from '@pilotlight/call-log/line';
import type { RequestBounds } from '@pilotlight/deployable';
import { type ErrorReason, MAX_REQUEST_BYTES, WARM_UP_IDENTITY_HEADER } from '@pilotlight/protocol';
import { APP_CHECK_REQUIRED, SIGN_IN_REQUIRED } from '../src/access.ts';
import { logPercent } from '../src/parameters.ts';

/** Bytes of a warm-up request, which holds only the names of models. */
const MAX_WARM_UP_BYTES = 64 * 1024;

/** Returns the bounds on requests to `predict`, by the function's memory for requests. */
export function requestBounds(memoryBytes: number): RequestBounds {
  return {
    memoryBytes,
    maxBodyBytes: MAX_REQUEST_BYTES,
    keepsRawBody: false,
    advice: 'send fewer rows at a time, and tensors as bytes in base64 (`b64`)',
    requiredHeaders: [
      {
        header: 'x-firebase-appcheck',
        variable: 'REQUIRE_APP_CHECK',
        refusal: { reason: 'APP_CHECK_REQUIRED' satisfies ErrorReason, message: APP_CHECK_REQUIRED },
      },
      {
        header: 'authorization',
        variable: 'REQUIRE_SIGN_IN',
        refusal: { reason: 'SIGN_IN_REQUIRED' satisfies ErrorReason, message: SIGN_IN_REQUIRED },
      },
    ],
    exemption: { header: WARM_UP_IDENTITY_HEADER, maxBodyBytes: MAX_WARM_UP_BYTES },
    log: { event: CALL_EVENT, percentVariable: logPercent.name },
  };
}
