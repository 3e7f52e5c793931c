import { expect, it } from 'vitest';
import { targetUrl } from './target-url.ts';

const deployed = { project: 'my-app', region: 'europe-west1', emulator: undefined };

it.each([
  ['predict', deployed, 'https://europe-west1-my-app.cloudfunctions.net/predict'],
  [
    'predict',
    { ...deployed, emulator: '127.0.0.1:5001' },
    'http://127.0.0.1:5001/my-app/europe-west1/predict',
  ],
  ['https://predict-abc-ew.a.run.app/', deployed, 'https://predict-abc-ew.a.run.app/'],
])('%s of %o is at %s', (target, host, url) => {
  expect(targetUrl(target, host).href).toBe(url);
});

it.each(['', 'file:///etc/passwd', '../predict', 'predict?x=1', 'ftp://host/predict'])(
  'takes no target that is neither a name nor a web address: %j',
  (target) => {
    expect(() => targetUrl(target, deployed)).toThrow(/WARM_UP_TARGETS/);
  },
);
