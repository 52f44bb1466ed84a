// Holds the .tree files and the tests together: every leaf of test/<domain>/<Contract>/<function>.tree has its test in the .t.sol file
// beside it, every test there has its leaf, and every external function of a published contract's own interface has its tree.
//
//   when|given …      a condition on the input, or on the state
//   it reverts with E test_RevertWhen_<Condition> or test_RevertGiven_<Condition>, whose body names E
//   it does this      test_When_<Condition>_<DoesThis>, or test_<DoesThis> when nothing is above it
//
// Articles are left out of the names; a fuzzed test begins with testFuzz_ instead. Prints what differs and fails with --check.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesUnder, published, root } from './project.mjs';

const pascal = (text) => text.replace(/[^\p{L}\p{N} ]+/gu, ' ').split(/\s+/)
  .filter((word) => word !== '' && !['a', 'an', 'the'].includes(word.toLowerCase()))
  .map((word) => word[0].toUpperCase() + word.slice(1)).join('');

/** The tests that a tree asks for: [{ name, error }], and what is wrong with the tree itself. */
function leavesOf(path) {
  const [title, ...lines] = readFileSync(join(root, path), 'utf8').split('\n').filter((line) => line.trim() !== '');
  const problems = [];
  const [, , , contract, file] = `/${path}`.split('/');
  const expected = `${contract}::${basename(file, '.tree')}`;
  if (title !== expected) problems.push(`${path}: its first line should be ${expected}`);
  const conditions = [];
  const leaves = [];
  for (const line of lines) {
    const [, indent, text] = line.match(/^([│ ]*[├└]── )(.*)$/u) ?? [];
    if (!text) {
      problems.push(`${path}: cannot read "${line}"`);
      continue;
    }
    const depth = indent.length / 4;
    conditions.length = depth - 1;
    if (/^(when|given) /.test(text)) {
      conditions.push(text);
      continue;
    }
    if (!text.startsWith('it ')) problems.push(`${path}: "${text}" begins with neither when, given nor it`);
    const condition = conditions.filter(Boolean).at(-1);
    const [kind, ...rest] = (condition ?? '').split(' ');
    const where = condition ? `${pascal(kind)}_${pascal(rest.join(' '))}` : '';
    const error = text.match(/^it reverts(?: with (\w+))?/);
    const name = error ? `Revert${where}` : [where, pascal(text.slice(3))].filter(Boolean).join('_');
    leaves.push({ name, error: error?.[1] });
  }
  return { leaves, problems };
}

/** The tests of a file: Map of name without its prefix → source. */
function testsOf(path) {
  const source = readFileSync(join(root, path), 'utf8');
  const found = new Map();
  for (const [whole, name] of source.matchAll(/^ {4}function test(?:Fuzz)?_(\w+)\([\s\S]*?^ {4}\}/gm)) found.set(name, whole);
  return found;
}

const found = [];
let count = 0;
const trees = filesUnder('test', '.tree');
for (const tree of trees) {
  const { leaves, problems } = leavesOf(tree);
  found.push(...problems);
  const file = tree.replace(/\.tree$/, '.t.sol');
  const tests = existsSync(join(root, file)) ? testsOf(file) : new Map();
  for (const { name, error } of leaves) {
    if (!tests.has(name)) found.push(`${file}: no test_${name}, which the tree asks for`);
    else if (error && !new RegExp(`\\b${error}\\b`).test(tests.get(name))) found.push(`${file}: test_${name} does not name ${error}`);
  }
  const names = leaves.map((leaf) => leaf.name);
  for (const name of tests.keys()) if (!names.includes(name)) found.push(`${file}: test_${name} has no leaf in the tree`);
  if (new Set(names).size !== names.length) found.push(`${tree}: two leaves ask for the same name`);
  count += leaves.length;
}

for (const [contract, source] of Object.entries(published)) {
  const domain = source.split('/')[1];
  const contractSource = readFileSync(join(root, source), 'utf8');
  const functions = [...contractSource.matchAll(/function (\w+)\([^{;]*?\)[^{;]*?\b(?:external|public)\b/g)].map(([, name]) => name);
  const getters = [...contractSource.matchAll(/^ {4}\w+ public (?!constant)(\w+)/gm)].map(([, name]) => name);
  const constructors = /constructor\(/.test(contractSource) ? ['constructor'] : [];
  for (const name of [...constructors, ...functions, ...getters]) {
    const tree = `test/${domain}/${contract}/${name}.tree`;
    if (!trees.includes(tree)) found.push(`${tree} is missing`);
  }
}

for (const test of filesUnder('test', '.t.sol')) {
  const free = /\.(properties|invariants)\.t\.sol$/.test(test);
  if (!free && !trees.includes(test.replace(/\.t\.sol$/, '.tree'))) found.push(`${test} has no tree; name it .properties.t.sol or .invariants.t.sol if it needs none`);
}

for (const line of found) console.error(`trees: ${line}`);
if (found.length === 0) console.log(`trees: ${count} leaves of ${trees.length} trees have their tests`);
if (found.length > 0 && process.argv.includes('--check')) process.exit(1);
