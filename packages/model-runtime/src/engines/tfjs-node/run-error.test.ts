import { expect, it } from 'vitest';
import { InputsRefusedError } from '../../errors/inputs-refused-error.ts';
import { explainRunError } from './run-error.ts';

const ofAddon = (message: string) => new Error(`Session fail to run with error: ${message}`);
const list = (...lines: string[]) => ofAddon([`${lines.length} root error(s) found.`, ...lines].join('\n'));

it.each([
  'indices[0,1] = 99 is not in [0, 10)\n\t [[{{node model/embedding/embedding_lookup}}]]',
  'Input to reshape is a tensor with 4 values, but the requested shape has 9\n\t [[{{node reshaped}}]]',
  'Incompatible shapes: [2,3] vs. [4]\n\t [[{{node add}}]]',
  'Matrix size-incompatible: In[0]: [1,4], In[1]: [3,4]\n\t [[{{node matmul}}]]',
  'assertion failed: [The sum is not one] [Condition x == y did not hold]\n\t [[{{node assert}}]]',
  'slice index 3 of dimension 0 out of bounds.\n\t [[{{node slice}}]]',
  'StringToNumberOp could not correctly convert string: abc\n\t [[{{node to_number}}]]',
  'Tensor had NaN values\n\t [[{{node check}}]]',
  'Input is empty.\n\t [[{{node decode}}]]',
])('blames the inputs: %s', (message) => {
  const error = explainRunError(ofAddon(message));
  expect(error).toBeInstanceOf(InputsRefusedError);
  expect(error).toMatchObject({ message: message.split('\n')[0], cause: { message: expect.any(String) } });
});

it.each([
  'OOM when allocating tensor with shape[9] and type float on /job:localhost/replica:0/task:0/device:CPU:0',
  'Error while reading resource variable w from Container: localhost. This could mean that the variable was uninitialized.',
  'Could not find variable w. This could mean that the variable has been deleted.',
  'Table not initialized.',
  'The Conv2D op currently only supports the NHWC tensor format on the CPU.',
  'Cast string to float is not supported',
  "No registered 'Erf' OpKernel for 'CPU' devices",
  '/srv/models/assets/words.txt; No such file or directory',
  'Operation received an exception:Status: 2, message: could not create a primitive',
  "You must feed a value for placeholder tensor 'x' with dtype float",
])('does not blame the inputs: %s', (message) => {
  const error = ofAddon(`${message}\n\t [[{{node any}}]]`);
  expect(explainRunError(error)).toBe(error);
});

it('uses the codes if TensorFlow reports them', () => {
  const first = '  (0) INVALID_ARGUMENT: indices[0] = 9 is not in [0, 3)\n\t [[{{node a}}]]';
  expect(explainRunError(list(first, '  (1) Out of range: end of it'))).toMatchObject({
    name: 'InputsRefusedError',
    message: 'indices[0] = 9 is not in [0, 3)',
  });
  expect(explainRunError(list(first, '  (1) INTERNAL: it broke'))).not.toBeInstanceOf(InputsRefusedError);
});

it('shortens the message to a line of 200 characters', () => {
  expect(explainRunError(ofAddon('x'.repeat(500)))).toMatchObject({ message: 'x'.repeat(200) });
});

it('does not change errors that are not from a run', () => {
  const error = new TypeError("its input 'x' is missing");
  expect(explainRunError(error)).toBe(error);
});
