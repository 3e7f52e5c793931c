import { defineConfig } from 'tsdown';

/** One file for `import` and one for `require`, each with its types. The code shared with the functions is bundled in. */
export default defineConfig({
  entry: 'src/index.ts',
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  dts: { generator: 'oxc' },
  minify: true,
  fixedExtension: false,
  deps: { alwaysBundle: [/^@pilotlight\/protocol/] },
});
