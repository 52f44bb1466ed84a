// Compiles peers from their npm packages, as they are there, with the compiler that compiles ours.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { require } from '../peers/rows.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const solc = require('solc');

/** The file that an import of a package means, seen from `folder`: the nearest node_modules that has it, as Node looks it up. */
function installed(name, folder) {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', name);
    if (existsSync(path)) return path;
    if (at === dirname(at)) throw new Error(`${name} is imported but not there; run npm ci in bench/gas`);
  }
}

/**
 * { name: { abi, bytecode } } of `names`, out of `source` alone or with what it imports. `within` is the package from whose folder imports are looked up:
 * a peer is compiled with the versions of its dependencies that it asks for.
 */
export function compilePeers(source, names, { within = '', settings = {} } = {}) {
  const base = within ? join(here, 'node_modules', within) : here;
  const sources = {};
  const queue = ['Peers.sol'];
  while (queue.length > 0) {
    const name = queue.pop();
    if (sources[name]) continue;
    const content = name === 'Peers.sol' ? source : readFileSync(installed(name, base), 'utf8');
    sources[name] = { content };
    for (const [, target] of content.matchAll(/^\s*import\s+(?:[^"';]*\sfrom\s+)?["']([^"']+)["'](?:\s+as\s+\w+)?\s*;/gm)) {
      queue.push(target.startsWith('.') ? posix.join(posix.dirname(name), target) : target);
    }
  }
  const output = JSON.parse(solc.compile(JSON.stringify({
    language: 'Solidity',
    sources,
    settings: { evmVersion: 'osaka', optimizer: { enabled: true, runs: 200 }, ...settings, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  })));
  const problems = (output.errors ?? []).filter((e) => e.severity === 'error');
  if (problems.length > 0) throw new Error(problems.map((e) => e.formattedMessage).join('\n'));
  return Object.fromEntries(names.map((name) => {
    const found = Object.values(output.contracts).find((file) => file[name])[name];
    return [name, { abi: found.abi, bytecode: `0x${found.evm.bytecode.object}` }];
  }));
}
