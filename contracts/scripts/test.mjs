// Everything that guards the contracts, in one go: artifacts, trees, invariants, vectors, snapshots, then Foundry's tests. Stops at the first failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const steps = [
  ['node', 'scripts/artifacts.mjs', '--check'],
  ['node', 'scripts/trees.mjs', '--check'],
  ['node', 'scripts/invariants.mjs', '--check'],
  ['node', 'scripts/vectors.mjs', '--check'],
  ['node', 'scripts/snapshots.mjs', '--check'],
  ['forge', 'test'],
];

for (const [command, ...args] of steps) {
  const local = join(root, 'node_modules', '.bin', command);
  const program = command === 'node' ? process.execPath : existsSync(local) ? local : command;
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
