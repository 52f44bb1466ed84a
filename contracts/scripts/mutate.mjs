// Changes one place of a contract at a time and asks the tests: a change that no test notices is a gap, or makes no difference.
//
//   node scripts/mutate.mjs [--limit 100] [--seed 1] [--list] [path…]     paths of sources, or parts of them; all of src/ without
//
// Works on a copy of the project in a temporary folder, which compiles without the IR where it can (the same code by a quicker way). Prints each
// survivor, then the score; --list prints the mutants only. Fewer fuzz runs than the tests have by themselves: what a run of this finds killed
// is killed by the full ones too.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { filesUnder, root } from './project.mjs';

/** Sources that only the IR compiles. */
const IR_ONLY = ['src/drop/Payout.sol'];

/** The tests that are about a source, when they are not simply those of its folder. */
const TESTS = [
  [/src\/drop\/(MerkleDrop|DropCode|Position\w+|SubRoots)\.sol/, 'test/drop/{MerkleDrop/*,DropFactory/*Merkle*,drop.invariants*,CumulativeDrop/*}'],
  [/src\/drop\/VoucherDrop\w*\.sol/, 'test/drop/{VoucherDrop/*,DropFactory/*Voucher*,voucher*}'],
  [/src\/drop\/CumulativeDrop\w*\.sol/, 'test/drop/{CumulativeDrop/*,DropFactory/*Cumulative*,cumulative*}'],
  [/src\/drop\/Drop(Factory|Maker)\.sol/, 'test/drop/{DropFactory/*,MerkleDrop/parameters*}'],
  [/src\/drop\/Payout\w*\.sol/, 'test/drop/{Payout/*,payout*}'],
  [/src\/common\//, 'test/{drop/**/*,site/**/*}'],
  [/src\/(\w+)\//, (folder) => `test/${folder}/**/*`],
];

/** What is changed into what, within a line of code. */
const CHANGES = [
  [/ < /g, [' <= ', ' >= ']], [/ <= /g, [' < ']], [/ > /g, [' >= ', ' <= ']], [/ >= /g, [' > ']],
  [/ == /g, [' != ']], [/ != /g, [' == ']], [/ && /g, [' || ']], [/ \|\| /g, [' && ']],
  [/ \+ /g, [' - ']], [/ - /g, [' + ']], [/ \* /g, [' / ']], [/ % /g, [' * ']], [/ & /g, [' | ']], [/ \| /g, [' & ']],
  [/ << /g, [' >> ']], [/ >> /g, [' << ']], [/\+=/g, ['-=']], [/\+\+/g, ['--']], [/!(?=[\w(])/g, ['']],
  [/\btrue\b/g, ['false']], [/\bfalse\b/g, ['true']], [/\bmsg\.sender\b/g, ['tx.origin', 'address(0)']],
  [/\bgt\(/g, ['lt(']], [/\blt\(/g, ['gt(']], [/\badd\(/g, ['sub(']], [/\bsub\(/g, ['add(']], [/\bshl\(/g, ['shr(']], [/\bshr\(/g, ['shl(']],
  [/\band\(/g, ['or(']], [/\bor\(/g, ['and(']], [/\bonlyOwner\b/g, ['']], [/\bnonReentrant\b/g, ['']], [/\bbeforeExpiry\b/g, ['']],
  [/\b1\b(?! hours)/g, ['0', '2']], [/\b0\b/g, ['1']],
];

function mutantsOf(path) {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  const found = [];
  const put = (line, text) => found.push({ path, line, before: lines[line].trim(), after: text.trim() || '(removed)', text });
  let code = false; // within a function or a modifier
  lines.forEach((line, i) => {
    if (/^ {4}(function|modifier|constructor|fallback|receive)\b/.test(line)) code = true;
    const bare = line.replace(/\/\/.*$/, '');
    if (!/^\s*(\/\/|\*|\/\*|import|pragma|error|event|using|struct)/.test(line) && (code || /\bconstant\b.*=/.test(line))) {
      // Whole statements: a check, a write, an event, a call.
      if (code && /^\s{8,}(if \(.*\) revert .*;|emit .*;|_\w+\(.*\);|[\w.[\]]+ = .*;|[\w.[\]]+ [+-]= .*;|delete .*;)\s*$/.test(bare)) put(i, '');
      for (const [pattern, instead] of CHANGES) {
        for (const match of bare.matchAll(pattern)) {
          if (/keccak256\("|hex"|revert \w+\(.*\);$/.test(bare) && match.index > bare.indexOf('revert ') && bare.includes('revert ')) continue;
          if (/"[^"]*$/.test(bare.slice(0, match.index)) && /^[^"]*"/.test(bare.slice(match.index))) continue;
          for (const text of instead) put(i, bare.slice(0, match.index) + text + bare.slice(match.index + match[0].length));
        }
      }
    }
    if (/^ {4}\}/.test(line)) code = false;
  });
  return found;
}

function copyOfProject() {
  const folder = mkdtempSync(join(tmpdir(), 'bursar-mutants-'));
  for (const part of ['src', 'test', 'scripts', 'artifacts', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const settings = readFileSync(join(root, 'foundry.toml'), 'utf8')
    .replace(/compilation_restrictions = \[[\s\S]*?\n\]/, `compilation_restrictions = [${IR_ONLY.map((p) => `{ paths = "${p}", via_ir = true }`).join(', ')}]`);
  writeFileSync(join(folder, 'foundry.toml'), settings);
  rmSync(join(folder, 'test/artifacts.properties.t.sol'), { force: true });
  return folder;
}

function testsFor(path) {
  const [pattern, tests] = TESTS.find(([p]) => p.test(path));
  return typeof tests === 'string' ? tests : tests(path.match(pattern)[1]);
}

/** 'killed', 'survived' or 'invalid' (does not compile). */
function outcome(folder, path) {
  const forge = join(root, 'node_modules', '.bin', 'forge');
  const env = { ...process.env, FOUNDRY_FUZZ_RUNS: '32', FOUNDRY_INVARIANT_RUNS: '4' };
  const { status, stdout, stderr } = spawnSync(forge, ['test', '--fail-fast', '-j', '1', '--match-path', testsFor(path)],
    { cwd: folder, env, encoding: 'utf8', timeout: 600_000, maxBuffer: 1 << 28 });
  if (status === 0) return 'survived';
  return /Compiler run failed|Compiler error|Stack too deep/.test(stdout + stderr) ? 'invalid' : 'killed';
}

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const wanted = process.argv.slice(2).filter((a, i, all) => !a.startsWith('--') && !['--limit', '--seed'].includes(all[i - 1]));
const rank = ({ path, line, text }) => createHash('sha256').update(`${option('--seed', '1')} ${path} ${line} ${text}`).digest('hex');
const mutants = filesUnder('src', '.sol')
  .filter((path) => !/^I[A-Z]/.test(basename(path)) && (wanted.length === 0 || wanted.some((part) => path.includes(part))))
  .flatMap(mutantsOf)
  .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  .slice(0, Number(option('--limit', 'Infinity')));

if (process.argv.includes('--list')) {
  for (const { path, line, before, after } of mutants) console.log(`${path}:${line + 1}  ${before}  →  ${after}`);
} else {
  const folder = copyOfProject();
  const counts = { killed: 0, survived: 0, invalid: 0 };
  try {
    for (const path of new Set(mutants.map((m) => m.path))) {
      if (outcome(folder, path) !== 'survived') throw new Error(`the tests of ${path} fail without any change`);
    }
    for (const { path, line, before, after, text } of mutants) {
      const source = readFileSync(join(root, path), 'utf8');
      const lines = source.split('\n');
      lines[line] = text;
      writeFileSync(join(folder, path), lines.join('\n'));
      const what = outcome(folder, path);
      counts[what]++;
      if (what === 'survived') console.log(`survived: ${path}:${line + 1}  ${before}  →  ${after}`);
      writeFileSync(join(folder, path), source);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const tried = counts.killed + counts.survived;
  console.log(`mutants: ${tried} tried, ${counts.killed} killed, ${counts.survived} survived, ${counts.invalid} did not compile: ${(100 * counts.killed / tried).toFixed(1)}%`);
}
