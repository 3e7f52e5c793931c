import { isPredictError, type PredictError } from '@pilotlight/client';
import { MAX_FILE_MEGABYTES, PhotoError } from '../photograph/photo-error.ts';
import { FieldError } from '../playground/inputs/field-error.ts';
import { addressOf } from './find-out-why.ts';
import { SetupError } from './setup-error.ts';
import { UnreachableError } from './unreachable-error.ts';

/** An error for people: the problem and the fix. */
export interface Explanation {
  problem: string;
  fix: string;
}

/** Explains an error in plain words; `model` is the called model. */
export function explainError(error: unknown, model?: string): Explanation {
  if (error instanceof SetupError) return explainSetup(error);
  if (error instanceof UnreachableError) return explainUnreachable(error);
  if (error instanceof PhotoError) return explainPhoto(error);
  if (error instanceof FieldError)
    return { problem: 'One of the values cannot be sent.', fix: error.message };
  if (isPredictError(error)) return explainRefusal(error, model);
  return {
    problem: 'Something went wrong in this page.',
    fix: `Reload it. (${error instanceof Error ? error.message : String(error)})`,
  };
}

function explainSetup({ reason }: SetupError): Explanation {
  switch (reason) {
    case 'NO_CONFIG':
      return {
        problem: 'This page cannot find out which Firebase project it belongs to.',
        fix: 'Firebase Hosting provides it at `/__/firebase/init.json`. Is this page served by Hosting, or by its emulator with `npm start`?',
      };
    case 'NO_FUNCTIONS_EMULATOR':
      return {
        problem: 'The functions emulator is not running.',
        fix: 'Start everything with `npm start`, then try again.',
      };
  }
}

function explainUnreachable({ reason, address }: UnreachableError): Explanation {
  const isLocal = address.startsWith('http:');
  switch (reason) {
    case 'OFFLINE':
      return { problem: 'This device is offline.', fix: 'Connect it to the network and try again.' };
    case 'SILENT':
      return {
        problem: `The function \`predict\` could not be reached at ${address}.`,
        fix: isLocal
          ? 'Is `npm start` running?'
          : 'Is the network working, or does something block this address?',
      };
    case 'UNREADABLE':
      return {
        problem: `A server is there, but the function \`predict\` gave no readable answer at ${address}.`,
        fix: isLocal
          ? 'It may not be built or loaded, or may have stopped while answering: look at what `npm start` prints.'
          : 'It may not be deployed, may not allow public calls or calls from this page’s address (CORS), or may have stopped while answering: look at its log.',
      };
  }
}

function explainPhoto({ reason }: PhotoError): Explanation {
  switch (reason) {
    case 'NOT_A_PHOTOGRAPH':
      return NOT_A_PHOTOGRAPH;
    case 'TOO_LARGE':
      return {
        problem: 'This file is too large.',
        fix: `Choose one of up to ${MAX_FILE_MEGABYTES} MB.`,
      };
  }
}

const NOT_A_PHOTOGRAPH: Explanation = {
  problem: 'This file is not a photograph that this page can read.',
  fix: 'Choose a JPEG, a PNG or a WebP.',
};

function explainRefusal({ reason, message, cause }: PredictError, model: string | undefined): Explanation {
  switch (reason) {
    case 'UNREADABLE_IMAGE':
      return NOT_A_PHOTOGRAPH;
    case 'INVALID_RESPONSE':
      return {
        problem: 'This page does not understand the answer.',
        fix: `This page and the function may have different versions: deploy both. (${message})`,
      };
    case 'DEADLINE_EXCEEDED':
      return {
        problem: 'The function `predict` did not answer in time.',
        fix: 'It may be starting: try again in a moment.',
      };
    case 'INVALID_REQUEST':
      return { problem: 'The model cannot take these values.', fix: message };
    case 'SIGN_IN_REQUIRED':
      return {
        problem: 'The function `predict` answers only callers who are signed in.',
        fix: 'This page has no sign-in: allow callers without one, or add it.',
      };
    case 'TOKEN_INVALID':
      return {
        problem: 'The function `predict` does not accept this user’s sign-in.',
        fix: 'Sign in again. The page and the function must belong to the same Firebase project.',
      };
    case 'UNAUTHENTICATED':
    case 'APP_CHECK_REQUIRED':
    case 'APP_CHECK_CONSUMED':
      return {
        problem: 'The function `predict` refused this page: it could not verify that the page is genuine.',
        fix: 'If the deployment requires App Check, build this page with `VITE_APP_CHECK_SITE_KEY`.',
      };
    case 'MODEL_FORBIDDEN':
    case 'PERMISSION_DENIED':
      return {
        problem: 'The function `predict` does not allow this call.',
        fix: 'Check who may call it: its access policy and its invoker in Google Cloud.',
      };
    case 'MODEL_NOT_FOUND':
      return {
        problem: model ? `The model \`${model}\` is not deployed.` : 'The model is not deployed.',
        fix: `Add it to \`models/\` and deploy. (${message})`,
      };
    case 'NOT_FOUND':
      return {
        problem: `There is no function \`predict\` at ${addressOf(cause)}.`,
        fix: 'Is it built and deployed, and in the region that this page calls?',
      };
    case 'OVERLOADED':
    case 'REQUEST_TOO_LARGE':
    case 'RESOURCE_EXHAUSTED':
    case 'UNAVAILABLE':
      return { problem: 'The function `predict` is too busy to answer.', fix: 'Try again in a moment.' };
    default:
      return {
        problem: 'The function `predict` could not answer.',
        fix: `Look at its log. (${message})`,
      };
  }
}
