import { Hono } from 'hono';

/** Security Token Service: gives every caller a token that opens nothing. */
export function tokenApi(): Hono {
  return new Hono().post('/v1/token', (c) =>
    c.json({
      access_token: 'stand-in',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 3600,
    }),
  );
}
