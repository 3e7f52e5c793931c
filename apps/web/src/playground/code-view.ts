import { make } from '../shared/make.ts';
import type { CodeLanguage, CodeRequest } from './code/code-request.ts';
import { curl } from './code/curl.ts';
import { dart } from './code/dart.ts';
import { javascript } from './code/javascript.ts';
import { kotlin } from './code/kotlin.ts';
import { swift } from './code/swift.ts';

const LANGUAGES: readonly [CodeLanguage, ...CodeLanguage[]] = [javascript, swift, kotlin, dart, curl];

/** The request as code to copy. */
export interface CodeView {
  element: HTMLElement;
  /** Shows a request; undefined if there is none yet. */
  show(request: CodeRequest | undefined): void;
}

export function createCodeView(): CodeView {
  let request: CodeRequest | undefined;
  const language = make(
    'select',
    { id: 'playground-language' },
    ...LANGUAGES.map(({ id, title }) => make('option', { value: id }, title)),
  );
  const code = make('code', { 'data-testid': 'playground-code' });
  const copied = make('span', { role: 'status', class: 'copied' });
  const copy = make('button', { type: 'button' }, 'Copy');

  function write(): void {
    const chosen = LANGUAGES.find(({ id }) => id === language.value) ?? LANGUAGES[0];
    code.textContent = request ? chosen.write(request) : '';
    copied.textContent = '';
    copy.disabled = request === undefined;
  }

  language.addEventListener('change', write);
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(code.textContent ?? '').then(
      () => (copied.textContent = 'Copied'),
      () => (copied.textContent = 'This browser does not allow copying: select the code.'),
    );
  });

  const head = make(
    'div',
    { class: 'code-head' },
    make('div', { class: 'field' }, make('label', { for: language.id }, 'The same request in'), language),
    copy,
    copied,
  );
  return {
    element: make(
      'section',
      { class: 'request-code', 'aria-label': 'The request as code' },
      head,
      make('pre', { tabindex: '0', role: 'region', 'aria-label': 'Code' }, code),
    ),
    show(shown) {
      request = shown;
      write();
    },
  };
}
