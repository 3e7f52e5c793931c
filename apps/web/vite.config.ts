import { fileURLToPath } from 'node:url';
import { writeFileList } from '@pilotlight/deployable/file-list';
import { defineConfig } from 'vite';
import { readingPagesPlugin } from './build/reading-pages.ts';

const output = fileURLToPath(new URL('dist', import.meta.url));

export default defineConfig({
  plugins: [
    readingPagesPlugin(),
    { name: 'file-list', apply: 'build', writeBundle: () => writeFileList(output) },
  ],
  build: {
    // Every browser that this build is for preloads modules by itself.
    modulePreload: { polyfill: false },
  },
  server: {
    // `vite dev` has no reserved URLs of its own: they are the Hosting emulator's, wherever that listens.
    proxy: { '/__': process.env['PILOTLIGHT_HOSTING'] ?? 'http://127.0.0.1:5002' },
  },
});
