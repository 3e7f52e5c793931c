// Runs a TypeScript file of this repository: node run.js FILE ARGUMENTS. If Node.js is too old for that, it prints a
// clearer message than Node.js would.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [node, , file, ...rest] = process.argv;

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `This needs Node.js 24, but this is ${process.version}. npm ci installs it for the scripts of this`,
  );
  console.error('repository, unless it is told to omit optional packages.');
  process.exit(1);
}
process.argv = [node, resolve(file), ...rest];
await import(pathToFileURL(resolve(file)).href);
