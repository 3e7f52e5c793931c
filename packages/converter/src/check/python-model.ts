import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  decodeBase64,
  DTYPES,
  type NamedTensors,
  type Tensor,
  viewBytes,
} from '@pilotlight/protocol/tensors';

const SCRIPT = join(import.meta.dirname, '../../python/answer.py');

interface EncodedTensor {
  dtype: string;
  shape: number[];
  b64: string;
}

/** A SavedModel that Python's TensorFlow runs, in a process of its own. */
export interface PythonModel {
  /** @throws {TypeError} if the model does not answer the inputs. */
  run(signature: string, inputs: NamedTensors): Promise<NamedTensors>;
  stop(): void;
}

/** Opens a SavedModel in Python. It answers one request at a time. */
export function openInPython(python: string, folder: string): PythonModel {
  // Without `-B`, Python leaves a __pycache__ beside its script.
  const child = spawn(python, ['-B', SCRIPT, folder], { stdio: ['pipe', 'pipe', 'ignore'] });
  // The end of the output shows that the process has ended.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(signature, inputs) {
      const encoded = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, encode(tensor)]),
      );
      child.stdin.write(`${JSON.stringify({ signature, inputs: encoded })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new TypeError('Python has ended');
      const answer: Record<string, EncodedTensor> | null = JSON.parse(value);
      if (!answer) throw new TypeError('the model does not answer these inputs');
      return Object.fromEntries(Object.entries(answer).map(([name, tensor]) => [name, decode(tensor)]));
    },
    stop() {
      child.kill();
    },
  };
}

function encode({ dtype, shape, data }: Tensor): EncodedTensor {
  if (!ArrayBuffer.isView(data)) throw new TypeError('an input is text');
  const b64 = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  return { dtype, shape: [...shape], b64 };
}

function decode({ dtype: name, shape, b64 }: EncodedTensor): Tensor {
  const dtype = DTYPES.find((known) => known === name);
  const bytes = decodeBase64(b64);
  if (!dtype || dtype === 'string' || !bytes) throw new TypeError(`an output is ${name}`);
  return { dtype, shape, data: viewBytes(dtype, bytes) };
}
