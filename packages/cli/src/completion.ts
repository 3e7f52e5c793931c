import { readdirSync } from 'node:fs';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { DEFAULT_MODELS } from './models/models-option.ts';

/**
 * Adds the command `complete`. It prints a script with which a shell completes commands, options, their choices, and the
 * names of the served models.
 */
export function addCompletion(program: Command): void {
  const completion = tab(program);
  for (const { arguments: args } of completion.commands.values()) {
    for (const argument of args.values()) {
      if (argument.name.startsWith('model')) argument.handler = (complete) => completeModels(complete);
    }
  }
}

function completeModels(complete: (value: string, description: string) => void): void {
  for (const entry of readdirSync(DEFAULT_MODELS, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.')) complete(entry.name, 'a served model');
  }
}
