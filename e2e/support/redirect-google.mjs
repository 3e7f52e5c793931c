// Loaded into a function's process first: redirects its requests to Google's servers to the stand-in at
// GOOGLE_STAND_IN, with the original address in a header, and its calls of deployed functions to FUNCTIONS_STAND_IN.
const elsewhere = globalThis.fetch;

globalThis.fetch = (input, init = {}) => {
  const { hostname, pathname, href } = new URL(input);
  if (hostname.endsWith('.cloudfunctions.net')) {
    return elsewhere(new URL(pathname, process.env.FUNCTIONS_STAND_IN), init);
  }
  if (!/(^|\.)(googleapis\.com|google\.internal)$/.test(hostname)) return elsewhere(input, init);
  const headers = new Headers(init.headers);
  headers.set('x-url', href);
  return elsewhere(process.env.GOOGLE_STAND_IN, { ...init, headers });
};
