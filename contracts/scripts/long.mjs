// Foundry's long profile: 10,000 cases of each fuzz test, 1,000 runs of 200 calls of each invariant. Writes what was run to docs/invariants.md.
//
//   node scripts/long.mjs [--part site]     the folders of test/ one after the other, or one of them
//   node scripts/long.mjs --try             the same in a hundredth of the length: prints what the whole would take, keeps and writes nothing
//   node scripts/long.mjs --report          writes the page from what was kept
//
// What a part's run gave is kept in .bursar/long.json with a digest of the contracts and tests it is of; the page says which parts were run as they are now.
// Stops at the first part that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from './mutation/mutants.mjs';
import { filesUnder, root } from './project.mjs';

const trial = process.argv.includes('--try');
const only = process.argv.includes('--part') ? process.argv[process.argv.indexOf('--part') + 1] : undefined;
const hundredth = { FOUNDRY_FUZZ_RUNS: '100', FOUNDRY_INVARIANT_RUNS: '10' };
const all = ['site', 'drop', 'token', 'vesting', 'staking', 'pools'];
const parts = process.argv.includes('--report') ? [] : all.filter((part) => !only || part === only);
const path = join(root, '../.bursar/long.json');
const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
const number = (value) => value.toLocaleString('en-US');
const sum = (values) => values.reduce((total, value) => total + value, 0);
const digest = (part) => digestOf([`src/${part}`, 'src/common', `test/${part}`, 'test/base', 'test/mocks'].flatMap((folder) => filesUnder(folder, '.sol')));

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
  if (status !== 0) process.exit(1);
  const invariants = tests.filter((t) => t.kind.Invariant);
  // What is called how often: a function of a handler that does nothing would show.
  const called = {};
  for (const { suite, kind: { Invariant: { metrics = {} } } } of invariants) {
    for (const [name, { calls }] of Object.entries(metrics)) called[`${suite} ${name.split('.').at(-1)}`] = (called[`${suite} ${name.split('.').at(-1)}`] ?? 0) + calls;
  }
  for (const [name, calls] of Object.entries(called).sort()) console.log(`long: ${name}: ${number(calls)} calls`);
  return {
    minutes: (Date.now() - began) / 60_000,
    digest: digest(part),
    fuzzed: tests.filter((t) => t.kind.Fuzz).map((t) => t.kind.Fuzz.runs),
    invariants: invariants.map(({ suite, name, kind: { Invariant: { runs, calls, reverts } } }) => ({ name: `${suite}.${name}`, runs, calls, reverts })),
  };
}

function summary({ fuzzed, invariants }) {
  return `${fuzzed.length} fuzz tests of ${number(Math.min(...fuzzed))} cases or more, ${invariants.length} invariants, ${number(sum(invariants.map((i) => i.calls)))} calls, `
    + `${number(sum(invariants.map((i) => i.reverts)))} reverts`;
}

for (const part of parts) {
  const result = run(part);
  console.log(`long: ${part}: ${summary(result)}, ${result.minutes.toFixed(1)} minutes${trial ? `; in full about ${Math.round(result.minutes * 100)}, less what compiling took` : ''}`);
  if (trial) continue;
  kept[part] = result;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(kept, null, 2));
}

if (!trial) {
  const has = all.filter((part) => kept[part]);
  const lines = all.map((part) => `- ${part}: ${!kept[part] ? 'not run yet' : `${summary(kept[part])}${kept[part].digest === digest(part) ? '' : '; contracts or tests have changed since'}`}.`);
  const rows = has.flatMap((part) => kept[part].invariants).map((i) => `| \`${i.name}\` | ${number(i.runs)} | ${number(i.calls)} | ${number(i.reverts)} |`).sort();
  const page = readFileSync(join(root, '../docs/invariants.md'), 'utf8').split('<!-- long -->')[0].trimEnd();
  writeFileSync(join(root, '../docs/invariants.md'),
    `${page}\n\n<!-- long -->\n## The last long run\nWritten by \`node scripts/long.mjs\`.\n\n${lines.join('\n')}\n\n| invariant | runs | calls | reverts |\n|---|---:|---:|---:|\n${rows.join('\n')}\n`);
}
