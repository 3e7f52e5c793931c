import { describe, expect, test, vi } from 'vitest';
import type { Guesses } from './guesses.ts';
import { PhotoError } from './photo-error.ts';
import { createPhotoQuestion, type PhotoAnswerView } from './photo-question.ts';

const MODEL = 'mobilenet';
const cat = new File(['cat'], 'cat.jpg', { type: 'image/jpeg' });
const dog = new File(['dog'], 'dog.jpg', { type: 'image/jpeg' });

describe('createPhotoQuestion', () => {
  test('shows the photograph, then the answer', async () => {
    const { question, view, asked } = setUp();
    const pending = question.ask(cat);
    await expect.poll(() => asked.length).toBe(1);
    expect(view.showWaiting).toHaveBeenCalledOnce();
    expect(view.showPhoto).toHaveBeenCalledExactlyOnceWith(cat, 'cat.jpg');
    asked[0]?.resolve(guesses('Egyptian cat'));
    await pending;
    expect(view.showGuesses).toHaveBeenCalledExactlyOnceWith(guesses('Egyptian cat'));
  });

  test('shows the answer to the latest photograph, even if it comes first', async () => {
    const { question, view, asked } = setUp();
    const first = question.ask(cat);
    await expect.poll(() => asked.length).toBe(1);
    const second = question.ask(dog);
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.resolve(guesses('beagle'));
    asked[0]?.resolve(guesses('Egyptian cat'));
    await Promise.all([first, second]);
    expect(view.showGuesses).toHaveBeenCalledExactlyOnceWith(guesses('beagle'));
  });

  test('shows no error of an older question', async () => {
    const { question, view, asked } = setUp();
    const first = question.ask(cat);
    await expect.poll(() => asked.length).toBe(1);
    const second = question.ask(dog);
    await expect.poll(() => asked.length).toBe(2);
    asked[0]?.reject(new Error('broken'));
    asked[1]?.resolve(guesses('beagle'));
    await Promise.all([first, second]);
    expect(view.showError).not.toHaveBeenCalled();
  });

  test('makes no call for a file that is not a photograph', async () => {
    const { question, view, asked } = setUp();
    await question.ask(new File(['text'], 'a.txt', { type: 'text/plain' }));
    expect(view.showError).toHaveBeenCalledExactlyOnceWith(expect.any(PhotoError), undefined);
    expect(asked).toHaveLength(0);
  });

  test('says that there is no model, before and after a photograph', async () => {
    const { question, view, asked } = setUp({ findModel: async () => null });
    await question.lookAround();
    await question.ask(cat);
    expect(view.showNoModel).toHaveBeenCalledTimes(2);
    expect(asked).toHaveLength(0);
  });

  test('shows the error with its model, and asks again', async () => {
    const { question, view, asked } = setUp();
    const error = new Error('busy');
    const pending = question.ask(cat);
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.reject(error);
    await pending;
    expect(view.showError).toHaveBeenCalledExactlyOnceWith(error, 'mobilenet');

    const again = question.askAgain();
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.resolve(guesses('Egyptian cat'));
    await again;
    expect(view.showGuesses).toHaveBeenCalledOnce();
  });

  test('shows only the state of a photograph that is chosen meanwhile', async () => {
    const finding = Promise.withResolvers<string>();
    const { question, view, asked } = setUp({ findModel: () => finding.promise });
    const both = [question.lookAround(), question.ask(cat)];
    finding.resolve(MODEL);
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.resolve(guesses('Egyptian cat'));
    await Promise.all(both);
    expect(view.showReady).not.toHaveBeenCalled();
    expect(view.showGuesses).toHaveBeenCalledOnce();
  });

  test('looks for models again after a failure', async () => {
    const findModel = vi.fn<() => Promise<string | null>>().mockRejectedValueOnce(new Error('offline'));
    findModel.mockResolvedValue(MODEL);
    const { question, view } = setUp({ findModel });
    await question.lookAround();
    expect(view.showError).toHaveBeenCalledOnce();
    await question.askAgain();
    expect(findModel).toHaveBeenCalledTimes(2);
    expect(view.showReady).toHaveBeenCalledOnce();
  });
});

type Options = Parameters<typeof createPhotoQuestion>[0];

function setUp(options: Partial<Pick<Options, 'findModel'>> = {}) {
  const asked: PromiseWithResolvers<Guesses>[] = [];
  const view = {
    showNoModel: vi.fn<PhotoAnswerView['showNoModel']>(),
    showReady: vi.fn<PhotoAnswerView['showReady']>(),
    showWaiting: vi.fn<PhotoAnswerView['showWaiting']>(),
    showPhoto: vi.fn<PhotoAnswerView['showPhoto']>(),
    showGuesses: vi.fn<PhotoAnswerView['showGuesses']>(),
    showError: vi.fn<PhotoAnswerView['showError']>(),
  };
  const question = createPhotoQuestion({
    findModel: async () => MODEL,
    predict: () => {
      const pending = Promise.withResolvers<Guesses>();
      asked.push(pending);
      return pending.promise;
    },
    view,
    ...options,
  });
  return { question, view, asked };
}

function guesses(label: string): Guesses {
  return {
    guesses: [{ label, score: '79\u00A0%', share: 0.79 }],
    areShares: true,
    model: MODEL,
    version: 1,
    timing: { loadMs: 0, queueMs: 0, inferenceMs: 1, cold: false, instanceId: 'a' },
    roundTripMs: 12,
  };
}
