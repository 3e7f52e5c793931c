import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Prediction } from './prediction.ts';
import { createQuestion, type AnswerView } from './question.ts';

const image = new Float32Array(28 * 28);

describe('createQuestion', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('asks once, after a pause after the last stroke', async () => {
    const { question, asked } = setUp();
    question.askSoon();
    await vi.advanceTimersByTimeAsync(300);
    question.withdraw();
    question.askSoon();
    await vi.advanceTimersByTimeAsync(399);
    expect(asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(1);
  });

  test('shows the answer to the latest question, even if it comes first', async () => {
    const { question, asked, view } = setUp();
    const both = [question.ask(), question.ask()];
    asked[1]?.resolve(answer(2));
    asked[0]?.resolve(answer(1));
    await Promise.all(both);
    expect(view.showPrediction).toHaveBeenCalledExactlyOnceWith(answer(2));
  });

  test('shows no answer or error for a drawing that changed or was cleared', async () => {
    const { question, asked, view } = setUp();
    const both = [question.ask()];
    question.withdraw();
    both.push(question.ask());
    question.drop();
    asked[0]?.resolve(answer(1));
    asked[1]?.reject(new Error('late'));
    await Promise.all(both);
    expect(view.showPrediction).not.toHaveBeenCalled();
    expect(view.showError).not.toHaveBeenCalled();
    expect(view.showNothing).toHaveBeenCalledOnce();
  });

  test('shows an error', async () => {
    const { question, asked, view } = setUp();
    const pending = question.ask();
    const error = new Error('broken');
    asked[0]?.reject(error);
    await pending;
    expect(view.showError).toHaveBeenCalledExactlyOnceWith(error);
  });

  test('makes no call for an empty drawing', async () => {
    const { question, asked, view } = setUp(null);
    await question.ask();
    expect(asked).toHaveLength(0);
    expect(view.showNothing).toHaveBeenCalledOnce();
  });

  test('makes no call for a dot, and says so', async () => {
    const { question, asked, view } = setUp('dot');
    await question.ask();
    expect(asked).toHaveLength(0);
    expect(view.showDot).toHaveBeenCalledOnce();
  });
});

function setUp(drawn: Float32Array | 'dot' | null = image) {
  const asked: PromiseWithResolvers<Prediction>[] = [];
  const view = {
    showNothing: vi.fn<AnswerView['showNothing']>(),
    showDot: vi.fn<AnswerView['showDot']>(),
    showWaiting: vi.fn<AnswerView['showWaiting']>(),
    showPrediction: vi.fn<AnswerView['showPrediction']>(),
    showError: vi.fn<AnswerView['showError']>(),
  };
  const question = createQuestion({
    readImage: () => drawn,
    predict: () => {
      const pending = Promise.withResolvers<Prediction>();
      asked.push(pending);
      return pending.promise;
    },
    view,
  });
  return { question, asked, view };
}

function answer(version: number): Prediction {
  return {
    probabilities: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    model: 'digits',
    version,
    timing: { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'a' },
    roundTripMs: 12,
  };
}
