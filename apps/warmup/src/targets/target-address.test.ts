import { expect, it } from 'vitest';
import { targetAddress } from './target-address.ts';

const deployed = { project: 'my-app', region: 'europe-west1', emulator: undefined };
const emulated = { ...deployed, emulator: '127.0.0.1:5001' };

it.each([
  ['predict', deployed, 'https://europe-west1-my-app.cloudfunctions.net/predict', true],
  ['predict', emulated, 'http://127.0.0.1:5001/my-app/europe-west1/predict', true],
  ['https://us-central1-my-app.cloudfunctions.net/classify', deployed, undefined, true],
  ['https://predict-abc-ew.a.run.app/', deployed, undefined, false],
  ['http://127.0.0.1:8080/', deployed, undefined, false],
  ['http://localhost:8080/', deployed, undefined, false],
  ['http://[::1]:8080/', deployed, undefined, false],
])('returns the address of %s in %o', (target, host, url = target, isOwn) => {
  const address = targetAddress(target, host);
  expect([address.url.href, address.isOwn]).toEqual([url, isOwn]);
});

it.each([
  ['', /neither the name/],
  ['../predict', /neither the name/],
  ['predict?x=1', /neither the name/],
  ['file:///etc/passwd', /must begin with https/],
  ['ftp://host/predict', /must begin with https/],
  ['http://predict.example/', /must begin with https/],
  ['http://127.0.0.1.example/', /must begin with https/],
  ['https://me:secret@host/predict', /must not contain a password/],
  ['https://us-central1-other.cloudfunctions.net/predict', /belongs to project 'other', not to 'my-app'/],
  ['https://us-central1-not-my-app.cloudfunctions.net/predict', /belongs to project 'not-my-app'/],
  ['https://cloudfunctions.net.cloudfunctions.net/predict', /belongs to no project/],
])('refuses %j, and explains it', (target, message) => {
  expect(() => targetAddress(target, deployed)).toThrow(message);
  expect(() => targetAddress(target, deployed)).toThrow(
    expect.objectContaining({ reason: 'INVALID_TARGET' }),
  );
});

it.each(['https://me:secret@host/predict', 'me:secret@host', `https://me:secret${'x'.repeat(300)}@host`])(
  'does not repeat the password of %j',
  (target) => {
    expect(() => targetAddress(target, deployed)).toThrow(/^(?!.*secret).*\*\*\*@host/);
  },
);
