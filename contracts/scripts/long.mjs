// Foundry's long profile: 10,000 cases of each fuzz test, 1,000 runs of 200 calls of each invariant. Writes what was run to docs/invariants.md.
//
//   node scripts/long.mjs [--part site]     the parts of test/ one after the other, or one of them
//   node scripts/long.mjs --try             the same in a hundredth of the length: prints what the whole would take, keeps and writes nothing
//   node scripts/long.mjs --report          writes the page from what was kept
//
// A part is run folder by folder. What each gave is kept in .bursar/long.json with a digest of the contracts and tests it is of, and is not run again while
// that is the same; the page says which parts were run as they are now. All folders of a part are run, also when one fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
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

/** What a part is run in: each folder of test/<part>, and the files beside them together. */
function unitsOf(part) {
  const entries = readdirSync(join(root, 'test', part));
  const folders = entries.filter((entry) => statSync(join(root, 'test', part, entry)).isDirectory() && filesUnder(`test/${part}/${entry}`, '.t.sol').length > 0).sort();
  return [...folders, ...(entries.some((entry) => entry.endsWith('.t.sol')) ? [''] : [])].map((folder) => ({ part, folder, name: folder ? `${part}/${folder}` : part }));
}

/** Of the contracts of a part, and of the tests of one of its folders with what they stand on. */
function digest({ part, folder }) {
  const beside = readdirSync(join(root, 'test', part)).filter((entry) => entry.endsWith('.sol') && (folder === '' || !entry.endsWith('.t.sol'))).map((entry) => `test/${part}/${entry}`);
  const tests = folder ? filesUnder(`test/${part}/${folder}`, '.sol') : [];
  return digestOf([...[`src/${part}`, 'src/common', 'test/base', 'test/mocks'].flatMap((path) => filesUnder(path, '.sol')), ...beside, ...tests]);
}

function run(unit) {
  const began = Date.now();
  const files = unit.folder ? `test/${unit.part}/${unit.folder}/**` : `test/${unit.part}/{${readdirSync(join(root, 'test', unit.part)).filter((entry) => entry.endsWith('.t.sol')).join(',')}}`;
  const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/forge'), ['test', '--json', '--match-path', files], {
    cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, FOUNDRY_PROFILE: 'long', ...(trial ? hundredth : {}) },
  });
  const line = stdout.split('\n').find((text) => text.startsWith('{') && text.includes('test_results'));
  if (!line) throw new Error(`forge says nothing that can be read:\n${stderr.slice(-2000)}`);
  const tests = Object.entries(JSON.parse(line)).flatMap(([suite, { test_results: results }]) =>
    Object.entries(results).map(([name, result]) => ({ suite: suite.split(':').at(-1), name: name.replace(/\(.*/, ''), ...result })));
  for (const { suite, name, reason } of tests.filter((t) => t.status === 'Failure')) console.error(`long: ${suite}.${name}: ${reason}`);
  if (status !== 0) return undefined;
  const invariants = tests.filter((t) => t.kind.Invariant);
  // What is called how often: a function of a handler that does nothing would show.
  const called = {};
  for (const { suite, kind: { Invariant: { metrics = {} } } } of invariants) {
    for (const [name, { calls }] of Object.entries(metrics)) called[`${suite} ${name.split('.').at(-1)}`] = (called[`${suite} ${name.split('.').at(-1)}`] ?? 0) + calls;
  }
  for (const [name, calls] of Object.entries(called).sort()) console.log(`long: ${name}: ${number(calls)} calls`);
  return {
    minutes: (Date.now() - began) / 60_000,
    digest: digest(unit),
    fuzzed: tests.filter((t) => t.kind.Fuzz).map((t) => t.kind.Fuzz.runs),
    invariants: invariants.map(({ suite, name, kind: { Invariant: { runs, calls, reverts } } }) => ({ name: `${suite}.${name}`, runs, calls, reverts })),
  };
}

function summary({ fuzzed, invariants }) {
  return `${fuzzed.length} fuzz tests of ${number(fuzzed.length === 0 ? 0 : Math.min(...fuzzed))} cases or more, ${invariants.length} invariants, ${number(sum(invariants.map((i) => i.calls)))} calls, `
    + `${number(sum(invariants.map((i) => i.reverts)))} reverts`;
}

const isKept = (unit) => kept[unit.name]?.digest === digest(unit);
const together = (results) => ({ minutes: sum(results.map((r) => r.minutes)), fuzzed: results.flatMap((r) => r.fuzzed), invariants: results.flatMap((r) => r.invariants) });

for (const part of parts) {
  const results = [];
  for (const unit of unitsOf(part)) {
    const result = !trial && isKept(unit) ? kept[unit.name] : run(unit);
    if (!result) {
      process.exitCode = 1;
      continue;
    }
    results.push(result);
    console.log(`long: ${unit.name}: ${result.minutes.toFixed(1)} minutes`);
    if (trial) continue;
    kept[unit.name] = result;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(kept, null, 2));
  }
  const whole = together(results);
  console.log(`long: ${part}: ${summary(whole)}, ${whole.minutes.toFixed(1)} minutes${trial ? `; in full about ${Math.round(whole.minutes * 100)}, less what starting took` : ''}`);
}

if (!trial) {
  const ofParts = all.map((part) => ({ part, units: unitsOf(part), results: unitsOf(part).filter((unit) => kept[unit.name]).map((unit) => kept[unit.name]) }));
  const lines = ofParts.map(({ part, units, results }) => {
    const missing = units.filter((unit) => !isKept(unit)).map((unit) => unit.folder || 'its invariants');
    return `- ${part}: ${results.length === 0 ? 'not run yet' : `${summary(together(results))}${missing.length > 0 ? `; not run as they are now: ${missing.join(', ')}` : ''}`}.`;
  });
  const rows = ofParts.flatMap(({ results }) => together(results).invariants).map((i) => `| \`${i.name}\` | ${number(i.runs)} | ${number(i.calls)} | ${number(i.reverts)} |`).sort();
  const page = readFileSync(join(root, '../docs/invariants.md'), 'utf8').split('<!-- long -->')[0].trimEnd();
  writeFileSync(join(root, '../docs/invariants.md'),
    `${page}\n\n<!-- long -->\n## The last long run\nWritten by \`node scripts/long.mjs\`.\n\n${lines.join('\n')}\n\n| invariant | runs | calls | reverts |\n|---|---:|---:|---:|\n${rows.join('\n')}\n`);
}
