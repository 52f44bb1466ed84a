// Breaks the contracts on purpose, one small change at a time, and sees whether a test notices.
//
//   node scripts/mutate.mjs [--domain token] [--every 1] [--only src/token/Token.sol:97]
//
// A mutant is one changed operator, comparison, constant or condition, or one removed statement. It is killed when a test of its domain fails
// in a short profile, or does not end; those that do not compile, or compile to the same code, do not count. Prints each survivor with its
// change, and the score. Works in a copy whose tests are compiled once: only the mutated contract is compiled anew, and its code put where
// the tests take it from. `--every n` takes each n-th mutant, always the same ones.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import solc from 'solc';
import { filesUnder, published, root, standardInput } from './project.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const domain = option('--domain', 'token');
const every = Number(option('--every', '1'));
const only = option('--only', '');

/** [pattern, replacement, what it is called]. A pattern is applied to each of its occurrences alone. */
const changes = [
  [/ \+ /g, ' - '], [/ - /g, ' + '], [/ < /g, ' <= '], [/ <= /g, ' < '], [/ > /g, ' >= '], [/ >= /g, ' > '], [/ == /g, ' != '], [/ != /g, ' == '],
  [/ && /g, ' || '], [/ \|\| /g, ' && '], [/ & /g, ' | '], [/ \| /g, ' & '], [/ << /g, ' >> '], [/ >> /g, ' << '], [/ \* /g, ' + '],
  [/\badd\(/g, 'sub('], [/\bsub\(/g, 'add('], [/\blt\(/g, 'gt('], [/\bgt\(/g, 'lt('], [/\bor\(/g, 'and('], [/\band\(/g, 'or('], [/\bshl\(/g, 'shr('], [/\bshr\(/g, 'shl('],
  [/\biszero\(/g, 'not('], [/\beq\(/g, 'lt('], [/\btrue\b/g, 'false'], [/\bfalse\b/g, 'true'],
  [/if \((?!.*\bif\b)(.*?)\) revert/g, 'if (false) revert'], [/if \(([^()]*(?:\([^()]*\)[^()]*)*)\)(?! revert)/g, 'if (true)'],
  [/(?<![\w.#])(?!0x)(\d[\d_]*)(?![\w.])/g, (n) => `${BigInt(n.replaceAll('_', '')) + 1n}`],
  [/^( {8,})(?!return\b|let\b|function\b|uint|bytes|address|bool|string|mapping|import|assembly|error|event|using)([\w.\[\]+(-][^{}]*;)(\s*\/\/.*)?$/g, '$1{}'],
];

function mutantsOf(file) {
  const found = [];
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  lines.forEach((line, number) => {
    if (/^\s*(\/\/|\*|import|pragma|error|event|interface|library|contract|abstract)/.test(line)) return;
    const code = line.replace(/\/\/.*$/, '');
    for (const [pattern, replacement] of changes) {
      for (const match of code.matchAll(pattern)) {
        const changed = line.slice(0, match.index) + match[0].replace(new RegExp(pattern.source), replacement) + line.slice(match.index + match[0].length);
        if (changed !== line) found.push({ file, line: number + 1, before: line.trim(), after: changed.trim(), source: [...lines.slice(0, number), changed, ...lines.slice(number + 1)].join('\n') });
      }
    }
  });
  return found;
}

/** Creation code of the published contracts of the domain that `file` is part of; null when it does not compile. */
function compileWith(file, source) {
  const roots = Object.entries(published).filter(([, path]) => path.startsWith(`src/${domain}/`));
  const given = Object.fromEntries(roots.map(([, path]) => [path, path === file ? source : readFileSync(join(root, path), 'utf8')]));
  const input = standardInput(given);
  if (input.sources[file]) input.sources[file] = { content: source };
  input.settings.outputSelection = Object.fromEntries(roots.map(([name, path]) => [path, { [name]: ['evm.bytecode.object'] }]));
  // Few steps: what is tested is behaviour, and time is short.
  input.settings.optimizer.details = { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: 'dhfoDgvulfnTUtnIf' } };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  if (output.errors?.some((e) => e.severity === 'error')) return null;
  return Object.fromEntries(roots.map(([name, path]) => [name, `0x${output.contracts[path][name].evm.bytecode.object}`]));
}

const copy = mkdtempSync(join(tmpdir(), 'bursar-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const name of ['src', 'scripts', 'artifacts', 'foundry.toml', 'package.json', 'out', 'cache']) {
  if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true });
}
for (const name of [domain, 'base', 'mocks']) cpSync(join(root, 'test', name), join(copy, 'test', name), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

const short = { FOUNDRY_FUZZ_RUNS: '24', FOUNDRY_INVARIANT_RUNS: '4', FOUNDRY_INVARIANT_DEPTH: '60' };
function forge(...args) {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/forge'), args, { cwd: copy, encoding: 'utf8', timeout: args[0] === 'build' ? 1_800_000 : 240_000, env: { ...process.env, ...short } });
  return { passed: status === 0, text: `${stdout}${stderr}` };
}

function putCode(codes) {
  for (const [name, code] of Object.entries(codes)) {
    const path = join(copy, `out/${name}.sol/${name}.json`);
    const artifact = JSON.parse(readFileSync(path, 'utf8'));
    artifact.bytecode.object = code;
    writeFileSync(path, JSON.stringify(artifact));
  }
}

const tests = () => {
  const first = forge('test', '-j', '1', '--fail-fast', '--no-match-path', 'test/**/*.{invariants,properties}.t.sol');
  if (!first.passed) return first;
  return forge('test', '-j', '1', '--fail-fast', '--match-path', 'test/**/*.{invariants,properties}.t.sol');
};

const built = forge('build');
if (!built.passed) throw new Error(built.text);
const intact = compileWith('', '');
putCode(intact);
const whole = tests();
if (!whole.passed) throw new Error(`the tests fail without any mutant:\n${whole.text.slice(-4000)}`);

const all = filesUnder(`src/${domain}`, '.sol').filter((file) => !/\/I[A-Z]\w+\.sol$/.test(file)).flatMap(mutantsOf);
const chosen = only ? all.filter((m) => `${m.file}:${m.line}` === only) : all.filter((_, i) => i % every === 0);
const survivors = [];
let killed = 0;
let idle = 0;
for (const mutant of chosen) {
  const codes = compileWith(mutant.file, mutant.source);
  if (codes === null || JSON.stringify(codes) === JSON.stringify(intact)) {
    idle++;
    continue;
  }
  putCode(codes);
  if (tests().passed) {
    survivors.push(mutant);
    console.log(`survives  ${mutant.file}:${mutant.line}\n  - ${mutant.before}\n  + ${mutant.after}`);
  } else killed++;
}
const score = (100 * killed) / (killed + survivors.length);
console.log(`${killed} of ${killed + survivors.length} mutants killed (${score.toFixed(1)} %), ${idle} of ${chosen.length} left out because they do not compile or change nothing`);
if (score < 85) process.exitCode = 1;
