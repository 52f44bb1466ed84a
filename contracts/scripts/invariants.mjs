// docs/invariants.md and the tests say the same: every test that the page names is there, and every invariant_ function is named on it. `--check` is the only mode.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './project.mjs';

const page = readFileSync(join(root, '../docs/invariants.md'), 'utf8').split('<!-- long -->')[0];
const sources = filesUnder('test', '.sol').map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
const contracts = new Set([...sources.matchAll(/^(?:abstract )?contract (\w+)/gm)].map(([, name]) => name));
const functions = new Set([...sources.matchAll(/function (\w+)/g)].map(([, name]) => name));

const problems = [];
const named = new Set();
for (const [, text] of page.matchAll(/`([^`]+)`/g)) {
  const [, contract, name] = text.match(/^(?:(\w+_(?:Test|Invariants)|\w+Handler)\.?)?((?:invariant|test|testFuzz)_\w+…?|…_\w+)?$/) ?? [];
  if (contract && !contracts.has(contract)) problems.push(`there is no contract ${contract}`);
  if (!name) continue;
  // A name may leave out its beginning or its end: what is left must be found all the same.
  const part = name.replaceAll('…', '');
  const found = [...functions].filter((f) => (name === part ? f === name : name.endsWith('…') ? f.startsWith(part) : f.endsWith(part)));
  if (found.length === 0) problems.push(`there is no test ${name}`);
  for (const f of found) named.add(f);
}
for (const name of functions) {
  if (name.startsWith('invariant_') && !named.has(name)) problems.push(`${name} is not in docs/invariants.md`);
}
const numbers = [...page.matchAll(/^\| ([A-Z]\d+) \|/gm)].map(([, number]) => number);
for (const number of numbers) {
  if (numbers.indexOf(number) !== numbers.lastIndexOf(number)) problems.push(`${number} stands there twice`);
}

for (const problem of new Set(problems)) console.error(`invariants: ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`invariants: ${numbers.length} numbered, ${named.size} tests named`);
