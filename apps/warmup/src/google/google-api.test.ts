import { expect, it } from 'vitest';
import { IDENTITY_TOKEN, standInForGoogle } from '../testing/google.ts';
import { identityToken } from './google-api.ts';

it('requests a token with the audience and the account from the metadata server', async () => {
  await using google = await standInForGoogle(() => undefined);
  expect(await identityToken('a:b c')).toBe(IDENTITY_TOKEN);
  expect(google.asked[0]?.url).toBe(
    'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity?audience=a%3Ab+c&format=full',
  );
});

it('refuses an answer that is not a token', async () => {
  await using _ = await standInForGoogle(() => ({ status: 200, body: 'a.b.c\r\nx-other: 1' }));
  await expect(identityToken('a')).rejects.toThrow(/no token/);
});

it('reports a missing metadata server', async () => {
  await using _ = await standInForGoogle(() => ({ status: 404, body: 'nobody is here' }));
  await expect(identityToken('a')).rejects.toMatchObject({ name: 'GoogleApiError', status: 404 });
});
