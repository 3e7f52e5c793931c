// Loaded into a function's process before anything else: what it fetches from Google's servers is asked of the
// stand-in at GOOGLE_STAND_IN instead, with the address that was meant.
const elsewhere = globalThis.fetch;

globalThis.fetch = (input, init = {}) => {
  const { hostname, href } = new URL(input);
  if (!/(^|\.)(googleapis\.com|google\.internal)$/.test(hostname)) return elsewhere(input, init);
  const headers = new Headers(init.headers);
  headers.set('x-url', href);
  return elsewhere(process.env.GOOGLE_STAND_IN, { ...init, headers });
};
