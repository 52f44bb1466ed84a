// Foundry's long profile: 10,000 cases of each fuzz test, 1,000 runs of 200 calls of each invariant. Writes what was run to docs/invariants.md.
//
//   node scripts/long.mjs [--part site]     a folder of test/ alone; writes nothing
//   node scripts/long.mjs --try             the same in a hundredth of the length: prints what the whole would take, writes nothing
//
// One folder after the other, so that a failure is seen early; stops at the first.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const trial = process.argv.includes('--try');
const only = process.argv.includes('--part') ? process.argv[process.argv.indexOf('--part') + 1] : undefined;
const hundredth = { FOUNDRY_FUZZ_RUNS: '100', FOUNDRY_INVARIANT_RUNS: '10' };
const parts = ['site', 'drop', 'token', 'vesting', 'staking'].filter((part) => !only || part === only);

function run(part) {
  const began = Date.now();
  const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/forge'), ['test', '--json', '--match-path', `test/${part}/**`], {
    cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, FOUNDRY_PROFILE: 'long', ...(trial ? hundredth : {}) },
  });
  const line = stdout.split('\n').find((text) => text.startsWith('{') && text.includes('test_results'));
  if (!line) throw new Error(`forge says nothing that can be read:\n${stderr.slice(-2000)}`);
  const tests = Object.entries(JSON.parse(line)).flatMap(([suite, { test_results: results }]) =>
    Object.entries(results).map(([name, result]) => ({ suite: suite.split(':').at(-1), name: name.replace(/\(.*/, ''), ...result })));
  for (const { suite, name, reason } of tests.filter((t) => t.status === 'Failure')) console.error(`long: ${suite}.${name}: ${reason}`);
  const minutes = (Date.now() - began) / 60_000;
  console.log(`long: ${part}: ${tests.length} tests in ${minutes.toFixed(1)} minutes`);
  return { tests, minutes, passed: status === 0 };
}

const results = [];
for (const part of parts) {
  const result = run(part);
  results.push(result);
  if (!result.passed) process.exit(1);
}
const tests = results.flatMap((r) => r.tests);
const minutes = results.reduce((sum, r) => sum + r.minutes, 0);
const invariants = tests.filter((t) => t.kind.Invariant);
const fuzzed = tests.filter((t) => t.kind.Fuzz);
const number = (value) => value.toLocaleString('en-US');
const rows = invariants.map(({ suite, name, kind: { Invariant: k } }) => `| \`${suite}.${name}\` | ${number(k.runs)} | ${number(k.calls)} | ${number(k.reverts)} |`).sort();
// What is called how often: a function of a handler that does nothing would show.
const called = {};
for (const { suite, kind: { Invariant: { metrics = {} } } } of invariants) {
  for (const [name, { calls }] of Object.entries(metrics)) called[`${suite} ${name.split('.').at(-1)}`] = (called[`${suite} ${name.split('.').at(-1)}`] ?? 0) + calls;
}
for (const [name, calls] of Object.entries(called).sort()) console.log(`long: ${name}: ${number(calls)} calls`);
const summary = `${fuzzed.length} fuzz tests of ${number(Math.min(...fuzzed.map((t) => t.kind.Fuzz.runs)))} cases or more, ${invariants.length} invariants, `
  + `${number(invariants.reduce((sum, t) => sum + t.kind.Invariant.calls, 0))} calls, ${number(invariants.reduce((sum, t) => sum + t.kind.Invariant.reverts, 0))} reverts`;
console.log(`long: ${summary}, ${minutes.toFixed(0)} minutes`);
if (trial) console.log(`long: the whole takes about ${Math.round(minutes * 100)} minutes on this machine as it is now, less what compiling took`);
else if (!only) {
  const path = join(root, '../docs/invariants.md');
  const page = readFileSync(path, 'utf8').split('<!-- long -->')[0].trimEnd();
  writeFileSync(path, `${page}\n\n<!-- long -->\n## The last long run\n${summary}. Written by \`node scripts/long.mjs\`.\n\n| invariant | runs | calls | reverts |\n|---|---:|---:|---:|\n${rows.join('\n')}\n`);
}
