import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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

  it('gives the same as JSON', () => {
    const { status, stdout } = pilotlight(['inspect', '--json', join(MODELS, 'digits/1')]);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'tfjs-layers-model', chosen: { engine: 'wasm' } });
    expect(status).toBe(0);
  });

  it('shows how a command is used', () => {
    const { status, stdout } = pilotlight(['inspect', '--help']);
    expect(stdout).toContain('Examples:');
    expect(status).toBe(0);
  });

  it.each([[['inspect']], [['inspect', '--colour', 'x']], [['burn']], [[]]])('ends %j with 2', (args) => {
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
