import type { AnyInput, ModelDescription } from '@pilotlight/client';
import { bringIntoView, WAITING } from '../shared/bring-into-view.ts';
import { describeTiming } from '../shared/describe-timing.ts';
import type { PredictClient } from '../shared/predict-client.ts';
import { showProblem } from '../shared/problem-view.ts';
import { createTimingList } from '../shared/timing-list.ts';
import { answerParts } from './answer/answer-part.ts';
import { showAnswer } from './answer/show-answer.ts';
import { codeInputs } from './code-inputs.ts';
import { createCodeView } from './code-view.ts';
import { FieldError } from './inputs/field-error.ts';
import { createFieldView, type FieldView } from './inputs/field-view.ts';
import { type InputForm, inputForm } from './inputs/input-field.ts';
import { createModelChooser } from './model-chooser.ts';
import { fillPlaygroundPanel } from './playground-panel.ts';

/** The chosen model and its fields. */
interface Chosen {
  described: ModelDescription;
  version: number | undefined;
  form: InputForm;
  views: readonly FieldView[];
}

/** Makes and opens a panel that can call any model with any values. */
export function openPlayground(panel: HTMLElement, { ask, address }: PredictClient): void {
  let chosen: Chosen | undefined;
  let latest = 0;
  const chooser = createModelChooser((model, version) => void choose(model, version));
  const code = createCodeView();
  const place = fillPlaygroundPanel(panel, { chooser: chooser.element, code: code.element });
  const showTiming = createTimingList(place.timing, 'playground-');
  reset('idle', place.sentence.textContent ?? '');
  code.show(undefined);
  place.ask.disabled = true;

  function reset(state: 'idle' | 'waiting' | 'problem' | 'answered', sentence: string): void {
    place.result.dataset['state'] = state;
    place.problem.replaceChildren();
    place.answer.replaceChildren();
    place.sentence.textContent = sentence;
    showTiming(null);
  }

  function fail(error: unknown, model: string | undefined, again: (() => void) | undefined): void {
    reset('problem', '');
    const onTryAgain =
      again &&
      (() => {
        // The button disappears with the problem; the focus moves to the result.
        place.result.focus({ preventScroll: true });
        again();
      });
    showProblem(place.problem, { error, model, onTryAgain });
    bringIntoView(place.problem);
  }

  /** Runs a call, and shows only the newest answer. */
  async function newest(
    model: string | undefined,
    again: () => void,
    work: () => Promise<() => void | Promise<void>>,
  ): Promise<void> {
    const mine = ++latest;
    reset('waiting', WAITING);
    try {
      const show = await work();
      if (mine === latest) await show();
    } catch (error) {
      if (mine === latest) fail(error, model, error instanceof FieldError ? undefined : again);
    }
  }

  async function open(): Promise<void> {
    await newest(
      undefined,
      () => void open(),
      async () => {
        const { answer: models } = await ask(undefined, (all) => all.describe());
        return async () => {
          chooser.show(models);
          const [first] = models;
          if (first) await choose(first.model, undefined);
          else reset('idle', 'No model is deployed: add one with npx pilotlight add, then deploy.');
        };
      },
    );
  }

  async function choose(model: string, version: number | undefined): Promise<void> {
    chosen = undefined;
    place.ask.disabled = true;
    place.fields.replaceChildren();
    code.show(undefined);
    await newest(
      model,
      () => void choose(model, version),
      async () => {
        const { answer } = await ask(model, (one) => one.describe(), version);
        return () => {
          const [described] = answer;
          if (described) showForm(described, version);
        };
      },
    );
  }

  function showForm(described: ModelDescription, version: number | undefined): void {
    chooser.showVersions(described);
    const form = inputForm(described);
    if (!form) {
      const names = Object.keys(described.signatures).join(', ');
      return reset(
        'idle',
        `This page uses only the default signature, and this model has only others: ${names}.`,
      );
    }
    const views = form.fields.map((field, at) => createFieldView(field, `playground-input-${at}`));
    place.fields.replaceChildren(...views.map(({ element }) => element));
    chosen = { described, version, form, views };
    place.ask.disabled = false;
    reset('idle', whatToDo(form.fields));
    void showCode();
  }

  async function showCode(): Promise<void> {
    const shown = chosen;
    if (!shown) return;
    const { described, version, form, views } = shown;
    const inputs = codeInputs(form.fields, views);
    const where = await address();
    if (shown !== chosen) return;
    const { VITE_PREDICT_FUNCTION: functionName, VITE_PREDICT_REGION: region } = import.meta.env;
    code.show(
      inputs && {
        model: described.model,
        version,
        functionName,
        region,
        address: where,
        form: form.form,
        inputs,
      },
    );
  }

  async function askModel(): Promise<void> {
    if (!chosen) return;
    const { described, version, form, views } = chosen;
    await newest(
      described.model,
      () => void askModel(),
      async () => {
        const [only] = views;
        const row: AnyInput =
          views.length === 1 && only
            ? only.read()
            : Object.fromEntries(views.map(({ name, read }) => [name, read()]));
        const { answer, roundTripMs } = await ask(
          described.model,
          async (predictor) => {
            if (form.form === 'columns') {
              const { outputs, ...rest } = await predictor.predictColumns(row);
              return { ...rest, value: outputs };
            }
            const { predictions, ...rest } = await predictor.predict([row]);
            return { ...rest, value: predictions[0] };
          },
          version,
        );
        const answered = { ...answer, roundTripMs };
        return () => {
          reset('answered', describeTiming(answered));
          showAnswer(place.answer, answerParts(answer.value, described));
          showTiming(answered);
          bringIntoView(place.sentence);
        };
      },
    );
  }

  place.form.addEventListener('submit', (event) => {
    event.preventDefault();
    void askModel();
  });
  place.form.addEventListener('input', () => void showCode());

  void open();
}

/** Returns the sentence that stands where the answer will be. */
function whatToDo(fields: InputForm['fields']): string {
  if (fields.every(({ kind }) => kind === 'image')) return 'Choose a picture, then ask.';
  const isSample = fields.every((field) => field.isSample);
  return `These are ${isSample ? 'values that the model accepts' : 'zeros'}: change them, then ask.`;
}
