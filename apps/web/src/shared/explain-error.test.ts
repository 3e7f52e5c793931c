import { PredictError, type PredictErrorReason } from '@pilotlight/client';
import { describe, expect, test } from 'vitest';
import { explainError } from './explain-error.ts';
import { PhotoError } from '../photograph/photo-error.ts';
import { SetupError } from './setup-error.ts';
import { UnreachableError } from './unreachable-error.ts';

const local = 'http://127.0.0.1:5001/demo-pilotlight/us-central1/predict';
const deployed = 'https://us-central1-demo-pilotlight.cloudfunctions.net/predict';

function refused(reason: PredictErrorReason, message = 'no'): PredictError {
  return new PredictError(reason, message, {
    cause: Object.assign(new Error(), { customData: { url: deployed } }),
  });
}

describe('explainError', () => {
  test.each([
    ['no config', new SetupError('NO_CONFIG'), /cannot find out which Firebase project/, /npm start/],
    ['no emulator', new SetupError('NO_FUNCTIONS_EMULATOR'), /emulator is not running/, /npm start/],
    ['offline', new UnreachableError('OFFLINE', local), /offline/, /network/],
    ['no server', new UnreachableError('SILENT', local), /could not be reached at http:/, /npm start/],
    ['no server, deployed', new UnreachableError('SILENT', deployed), /could not be reached/, /network/],
    ['crashed', new UnreachableError('UNREADABLE', local), /no readable answer/, /npm start/],
    ['CORS', new UnreachableError('UNREADABLE', deployed), /no readable answer/, /CORS/],
    ['too late', refused('DEADLINE_EXCEEDED'), /in time/, /try again/],
    ['App Check', refused('UNAUTHENTICATED'), /genuine/, /VITE_APP_CHECK_SITE_KEY/],
    ['sign-in', refused('SIGN_IN_REQUIRED'), /signed in/, /sign-in/],
    ['a token', refused('TOKEN_INVALID'), /sign-in/, /Sign in again/],
    ['forbidden', refused('PERMISSION_DENIED'), /does not allow/, /invoker/],
    ['no function', refused('NOT_FOUND'), /no function `predict` at https:/, /deployed/],
    ['no model', refused('MODEL_NOT_FOUND'), /model `digits`/, /models\//],
    ['busy', refused('OVERLOADED'), /busy/, /again/],
    ['broken', refused('INFERENCE_FAILED', 'out of memory'), /could not/, /\(out of memory\)$/],
    [
      'another protocol',
      refused('INVALID_RESPONSE', 'no timing'),
      /does not understand the answer/,
      /no timing/,
    ],
    ['an unreadable picture', refused('UNREADABLE_IMAGE'), /not a photograph/, /JPEG/],
    ['not a picture', new PhotoError('NOT_A_PHOTOGRAPH'), /not a photograph/, /JPEG/],
    ['a huge file', new PhotoError('TOO_LARGE'), /too large/, /MB/],
    ['a bug', new RangeError('oops'), /in this page/, /oops/],
  ])('%s: says what is wrong and what to do', (_, error, problem, fix) => {
    const explanation = explainError(error, 'digits');
    expect(explanation.problem).toMatch(problem);
    expect(explanation.fix).toMatch(fix);
  });
});
