// A copy of the project whose tests are compiled once; a mutant's code is put where they take it from.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import solc from 'solc';
import { filesUnder, published, root, standardInput } from '../project.mjs';

/** Few runs: what kills a mutant is mostly a plain test. */
const short = { FOUNDRY_FUZZ_RUNS: '24', FOUNDRY_INVARIANT_RUNS: '4', FOUNDRY_INVARIANT_DEPTH: '60', FOUNDRY_CODE_SIZE_LIMIT: '100000' };
/** Compare what a contract embeds of another one with that one's artifact, which is exchanged here. */
const embedding = ['--no-match-test', 'test_TakesCodeThatItHandsCallsTo'];
const unitTests = ['--no-match-path', 'test/**/*.{invariants,properties}.t.sol'];
const longTests = ['--match-path', 'test/**/*.{invariants,properties}.t.sol'];

/** The test files that a domain's mutants are judged by. */
export const testFilesOf = (domain) => [domain, 'base', 'mocks'].flatMap((folder) => filesUnder(`test/${folder}`, '.sol'));

/** The published contracts of a domain whose code its tests ask for by name. */
function testedBy(domain) {
  const text = testFilesOf(domain).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  return Object.keys(published).filter((name) => published[name].startsWith(`src/${domain}/`) && (text.includes(`"${name}"`) || text.includes(`"${name}.sol:`)));
}

export class Workshop {
  #copy = mkdtempSync(join(tmpdir(), 'bursar-mutants-'));
  #domain;
  #names;
  #folders;
  #intact;
  #deep = new Set(); // contracts that only compile through the IR

  constructor(domain) {
    this.#domain = domain;
    this.#names = testedBy(domain);
    this.#folders = readdirSync(join(root, 'test', domain), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    for (const name of ['src', 'scripts', 'artifacts', 'foundry.toml', 'package.json', 'out', 'cache']) {
      if (existsSync(join(root, name))) cpSync(join(root, name), join(this.#copy, name), { recursive: true, preserveTimestamps: true });
    }
    for (const name of [domain, 'base', 'mocks']) cpSync(join(root, 'test', name), join(this.#copy, 'test', name), { recursive: true, preserveTimestamps: true });
    symlinkSync(join(root, 'node_modules'), join(this.#copy, 'node_modules'));
    process.on('exit', () => rmSync(this.#copy, { recursive: true, force: true }));
  }

  /** Compiles the tests and makes sure that they pass with nothing changed. */
  async prepare() {
    const built = await this.#forge(1_800, 'build');
    if (!built.passed) throw new Error(built.text);
    for (const name of this.#names) {
      if (this.#codeOf(name, '', '') === null) this.#deep.add(name);
    }
    this.#intact = this.#compile('', '');
    this.#put(this.#intact);
    for (const tests of [unitTests, longTests]) {
      const whole = await this.#forge(900, 'test', '-j', '1', ...tests);
      if (!whole.passed) throw new Error(`the tests fail without any mutant:\n${whole.text.split('\n').filter((line) => line.startsWith('[FAIL')).map((line) => `${line.slice(0, 120)} … ${line.slice(-120)}`).join('\n')}`);
    }
  }

  /** 'idle' when the mutant does not compile or compiles to the same code, else 'killed' or 'survived'. */
  async judge({ file, source }) {
    const codes = this.#compile(file, source);
    if (codes === null || Object.keys(codes).every((name) => codes[name] === this.#intact[name])) return 'idle';
    this.#put(codes);
    try {
      // The tests named after the contract first: they know it best.
      const own = this.#folders.find((name) => basename(file).startsWith(name));
      if (own && !(await this.#forge(180, 'test', '-j', '1', '--fail-fast', '--match-path', `test/${this.#domain}/${own}/*.t.sol`)).passed) return 'killed';
      for (const tests of [unitTests, longTests]) {
        if (!(await this.#forge(300, 'test', '-j', '1', '--fail-fast', ...tests)).passed) return 'killed';
      }
      return 'survived';
    } finally {
      this.#put(this.#intact);
    }
  }

  /** Creation code by name of what the tests use and the mutated file is part of; null when it does not compile. */
  #compile(file, source) {
    const codes = {};
    for (const name of this.#names) {
      const code = this.#codeOf(name, file, source);
      if (code === null) return null;
      if (code !== undefined) codes[name] = code;
    }
    return codes;
  }

  /** Creation code and code of one contract; null when it does not compile, undefined when `file` is no part of it. */
  #codeOf(name, file, source) {
    const path = published[name];
    const input = standardInput({ [path]: path === file ? source : readFileSync(join(root, path), 'utf8') });
    if (file && !input.sources[file]) return undefined;
    if (file) input.sources[file] = { content: source };
    input.settings.outputSelection = { [path]: { [name]: ['evm.bytecode.object', 'evm.deployedBytecode.object'] } };
    // Behaviour is what is tested, and time is short: without the IR where that is possible, with few steps where it is not.
    if (this.#deep.has(name)) input.settings.optimizer.details = { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: 'u' } };
    else input.settings.viaIR = false;
    const output = JSON.parse(solc.compile(JSON.stringify(input)));
    if (output.errors?.some((e) => e.severity === 'error')) return null;
    const { bytecode, deployedBytecode } = output.contracts[path][name].evm;
    return `0x${bytecode.object} 0x${deployedBytecode.object}`;
  }

  #put(codes) {
    for (const [name, code] of Object.entries(codes)) {
      const path = join(this.#copy, `out/${name}.sol/${name}.json`);
      const artifact = JSON.parse(readFileSync(path, 'utf8'));
      [artifact.bytecode.object, artifact.deployedBytecode.object] = code.split(' ');
      writeFileSync(path, JSON.stringify(artifact));
    }
  }

  /** A run that does not end in time counts as failed: an endless loop has been noticed. */
  #forge(seconds, ...args) {
    return new Promise((resolve) => {
      const child = spawn(join(root, 'node_modules/.bin/forge'), args[0] === 'test' ? [...args, ...embedding] : args, { cwd: this.#copy, env: { ...process.env, ...short }, timeout: seconds * 1000, killSignal: 'SIGKILL' });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { text += data; });
      child.on('close', (status) => resolve({ passed: status === 0, text }));
    });
  }
}
