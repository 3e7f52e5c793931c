import { expect, it } from 'vitest';
import { IDENTITY_TOKEN, standInForGoogle } from '../testing/google.ts';
import { identityToken } from './google-api.ts';

it('asks the metadata server for a token that names the audience and the account', async () => {
  await using google = await standInForGoogle(() => undefined);
  expect(await identityToken('a:b c')).toBe(IDENTITY_TOKEN);
  expect(google.asked[0]?.url).toBe(
    'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity?audience=a%3Ab+c&format=full',
  );
});

it('sends on nothing that is no token', async () => {
  await using _ = await standInForGoogle(() => ({ status: 200, body: 'a.b.c\r\nx-other: 1' }));
  await expect(identityToken('a')).rejects.toThrow(/no token/);
});

it('says that nobody answers where there is no metadata server', async () => {
  await using _ = await standInForGoogle(() => ({ status: 404, body: 'nobody is here' }));
  await expect(identityToken('a')).rejects.toMatchObject({ name: 'GoogleApiError', status: 404 });
});
