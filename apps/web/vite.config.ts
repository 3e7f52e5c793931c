import { fileURLToPath } from 'node:url';
import { writeFileList } from '@pilotlight/deployable/file-list';
import { defineConfig } from 'vite';
import { digitTabPlugin } from './build/digit-tab.ts';
import { readingPagesPlugin } from './build/reading-pages.ts';

const output = fileURLToPath(new URL('dist', import.meta.url));
const models = fileURLToPath(new URL('../../models', import.meta.url));

export default defineConfig({
  plugins: [
    digitTabPlugin(models),
    readingPagesPlugin(),
    { name: 'file-list', apply: 'build', writeBundle: () => writeFileList(output) },
  ],
  build: {
    // Every supported browser preloads modules itself.
    modulePreload: { polyfill: false },
  },
  server: {
    // `vite dev` has no reserved URLs: they come from the Hosting emulator.
    proxy: { '/__': process.env['PILOTLIGHT_HOSTING'] ?? 'http://127.0.0.1:5002' },
  },
});
