import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/pilotlight.js', import.meta.url));
const MODELS = fileURLToPath(new URL('../../../models/', import.meta.url));

function pilotlight(args: string[], env: Record<string, string> = {}) {
  const { DEBUG: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { status, stdout, stderr };
}

describe('pilotlight', () => {
  it('inspects the shipped model', () => {
    const { status, stdout, stderr } = pilotlight(['inspect', join(MODELS, 'digits/1')]);
    expect(stdout).toContain('probabilities  float32  [?, 10]');
    expect(stdout).toContain('chosen wasm');
    expect(stdout).not.toContain('\u001B');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('returns the same as JSON', () => {
    const { status, stdout } = pilotlight(['inspect', '--json', join(MODELS, 'digits/1')]);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'tfjs-layers-model', chosen: { engine: 'wasm' } });
    expect(status).toBe(0);
  });

  it('shows how a command is used', () => {
    const { status, stdout } = pilotlight(['inspect', '--help']);
    expect(stdout).toContain('Examples:');
    expect(status).toBe(0);
  });

  it.each([[['inspect']], [['inspect', '--unknown', 'x']], [['burn']], [[]]])('ends %j with 2', (args) => {
    const { status, stdout, stderr } = pilotlight(args);
    expect(stderr).not.toBe('');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('says in one sentence what is wrong with a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pilotlight-cli-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'broken.tflite');
    await writeFile(file, 'no model');
    const { status, stdout, stderr } = pilotlight(['inspect', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^pilotlight: .*broken\.tflite is not a TensorFlow Lite model.*\n$/);
    expect(pilotlight(['inspect', file], { DEBUG: '1' }).stderr).toContain('at decodeFile');
  });
});

describe('for those who script it', () => {
  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect(pilotlight(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['inpsect', 'x'], 'inspect'],
    [['inspect', '--jsn', 'x'], '--json'],
    [['add', 'x', '--lables', 'y'], '--labels'],
  ])('knows what %j may mean', (args, meant) => {
    expect(pilotlight(args).stderr).toContain(`(Did you mean ${meant}?)`);
  });

  it.each([
    [['inspect', '--json', 'nowhere'], 1, { message: expect.stringContaining('nowhere'), isExpected: true }],
    [
      ['inspect', '--json', '--jsn', 'x'],
      2,
      { message: "unknown option '--jsn' (Did you mean --json?)", isExpected: true },
    ],
    [
      ['predict', 'digits', '--json', '--input', join(MODELS, 'digits/2/manifest.json')],
      1,
      { reason: 'INVALID_REQUEST', field: 'format' },
    ],
  ])('gives the error of %j as a line of JSON', (args, status, error) => {
    const ended = pilotlight(args);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(ended.stderr)).toEqual({
      error: expect.objectContaining({ ...error, exitCode: status }),
    });
  });

  it('names standard input if it is empty', () => {
    expect(pilotlight(['predict', 'digits', '--input', '-']).stderr).toBe(
      'pilotlight: standard input is empty: it must have a JSON request or an image\n',
    );
  });

  it('colors its output into a pipe with FORCE_COLOR', () => {
    const { stdout } = pilotlight(['models'], { FORCE_COLOR: '1' });
    expect(stdout).toContain('\u001B[1mmodel\u001B[22m');
  });

  it.each([
    [['pred'], 'predict'],
    [['predict', 'di'], 'digits'],
    [['inspect', '--js'], '--json'],
    [['add', '--pixels', ''], '0..1'],
  ])('completes %j', (typed, completion) => {
    const { stdout } = pilotlight(['complete', '--', ...typed]);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(completion);
  });

  it.each(['bash', 'zsh', 'fish'])('prints what %s has to know to complete', (shell) => {
    expect(pilotlight(['complete', shell])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('pilotlight'),
    });
  });
});
