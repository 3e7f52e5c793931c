import type { Plugin } from 'vite';
import { digitsVersionsWith } from './digits-versions.ts';

/** The parts of the page for the model `digits`. */
const PARTS = /\s*<!-- digits -->[^]*?<!-- \/digits -->/g;

/** Removes the digit tab from the page if the model `digits` is not served. The page finds out without a call. */
export function digitTabPlugin(modelsDirectory: string): Plugin {
  return {
    name: 'digit-tab',
    async transformIndexHtml(html) {
      const versions = await digitsVersionsWith('manifest.json', modelsDirectory);
      return versions.length > 0 ? html : html.replaceAll(PARTS, '');
    },
  };
}
