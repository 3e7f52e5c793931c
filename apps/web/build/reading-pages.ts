import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { marked, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import { digitsVersionsWith } from './digits-versions.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');

/** A page of documentation, made from a Markdown file of the repository. */
interface ReadingPage {
  title: string;
  /** The path in the build. */
  file: string;
  /** The path of the Markdown file. */
  source: string;
}

/** Returns the pages with a source: a deployment may serve no digits, or versions without a card. */
async function readingPages(): Promise<ReadingPage[]> {
  const models = join(REPOSITORY, 'models');
  const versions = await digitsVersionsWith('README.md', models);
  return [
    {
      title: 'Calling predict',
      file: 'docs/calling-predict.html',
      source: join(REPOSITORY, 'docs/calling-predict.md'),
    },
    ...(versions.length > 0
      ? [
          {
            title: 'The digits model',
            file: 'docs/digits-model.html',
            source: join(models, 'digits', String(Math.max(...versions)), 'README.md'),
          },
        ]
      : []),
  ];
}

/** Adds the pages and their pictures to the build, and links to them at the page's foot. */
export function readingPagesPlugin(): Plugin {
  return {
    name: 'reading-pages',
    apply: 'build',
    async generateBundle() {
      for (const { title, file, source } of await readingPages()) {
        const { html, pictures } = render(await readFile(source, 'utf8'));
        this.emitFile({ type: 'asset', fileName: file, source: document(title, html) });
        for (const picture of pictures)
          this.emitFile({
            type: 'asset',
            fileName: `docs/${picture}`,
            source: await readFile(join(dirname(source), picture)),
          });
      }
    },
    async transformIndexHtml(html) {
      const links = (await readingPages()).map(({ title, file }) => `<a href="/${file}">${title}</a>`);
      return html.replace('<!-- reading pages -->', links.join('\n'));
    },
  };
}

/** Renders Markdown. Links to other files of the repository, which are not in the build, become plain text. */
function render(markdown: string): { html: string; pictures: string[] } {
  const pictures: string[] = [];
  const renderer = new marked.Renderer();
  const link = renderer.link.bind(renderer);
  renderer.link = function (token: Tokens.Link) {
    const isHere = /^(?:https?:|#)/.test(token.href);
    return isHere ? link.call(this, token) : this.parser.parseInline(token.tokens);
  };
  const image = renderer.image.bind(renderer);
  renderer.image = function (token: Tokens.Image) {
    pictures.push(token.href);
    return image.call(this, token);
  };
  return { html: marked.parse(markdown, { renderer, async: false }), pictures };
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Pilotlight: ${title}</title>
    <style>
      body { max-width: 46rem; margin: auto; padding: 2rem 1rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
      table { display: block; overflow-x: auto; border-collapse: collapse; }
      td, th { padding: 0.25rem 0.625rem; text-align: left; vertical-align: top; border-bottom: 1px solid; }
      pre { overflow-x: auto; }
      img { max-width: 100%; background: #fff; }
    </style>
  </head>
  <body>
    <p><a href="/">Pilotlight</a></p>
    <main>
${body}
    </main>
  </body>
</html>
`;
}
