import fc from 'fast-check';
import { expect, it, vi } from 'vitest';

/** With Node.js' `Buffer`, and without it, as in a browser. */
const variants = async () => {
  vi.resetModules();
  const node = await import('./base64.ts');
  vi.resetModules();
  vi.stubGlobal('Buffer', undefined);
  const browser = await import('./base64.ts');
  vi.unstubAllGlobals();
  return [node, browser];
};

it('decodes the bytes that were encoded, in Node.js and in a browser', async () => {
  const [node, browser] = await variants();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      for (const place of [node, browser]) {
        expect(place?.encodeBase64(bytes)).toBe(text);
        expect(place?.decodeBase64(text)).toEqual(Uint8Array.from(bytes));
      }
    }),
    { numRuns: 50 },
  );
});

it('refuses a string with any part that is not base64, in Node.js and in a browser', async () => {
  const [node, browser] = await variants();
  for (const text of [
    'A',
    'AA',
    'AAA',
    'A===',
    'AA=A',
    '====',
    'AA==AAAA',
    'AA\n=',
    'AAA ',
    'AA-_',
    'AAÄA',
    'AA\u0141A',
    'A中AA',
    ' AAAA',
  ]) {
    expect(node?.decodeBase64(text)).toBeUndefined();
    expect(browser?.decodeBase64(text)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      expect(node?.decodeBase64(text)).toEqual(browser?.decodeBase64(text));
    }),
  );
  // Mostly characters of base64, and those of similar encodings.
  const nearly = fc.string({ unit: fc.constantFrom(...Array.from('Az09+/=-_ \n*é中\u0141')), maxLength: 12 });
  fc.assert(
    fc.property(nearly, (text) => {
      const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
      for (const place of [node, browser]) expect(place?.decodeBase64(text) !== undefined).toBe(isBase64);
    }),
    { numRuns: 5000 },
  );
});
