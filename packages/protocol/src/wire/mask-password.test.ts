import { expect, it } from 'vitest';
import { maskPassword } from './mask-password.ts';

it.each([
  ['https://me:secret@host/predict', 'https://***@host/predict'],
  ['https://me:sec@ret@host:80/predict', 'https://***@host:80/predict'],
  ['https://me:sec/ret@host', 'https://***@host'],
  ['https://me:12/ret@host', 'https://***@host'],
  ['https://me:sec ret"\n?#@host', 'https://***@host'],
  ['HTTP://secret@host', 'HTTP://***@host'],
  ['me:secret@host', '***@host'],
  ['https:/me:secret@host', '***@host'],
  ['["https://me:secret@host"]', '***@host"]'],
])('hides the password in %j', (address, masked) => {
  expect(maskPassword(address)).toBe(masked);
});

it.each(['predict', 'https://host:80/predict?a=b', '', 'me@my-app.iam.gserviceaccount.com', 'a@b:c'])(
  'leaves %j as it is',
  (text) => {
    expect(maskPassword(text)).toBe(text);
  },
);
