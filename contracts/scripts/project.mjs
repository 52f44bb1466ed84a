// What the other scripts share: where things stand, and one way to compile.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

/** The contracts/ folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The contracts that are published, by the path of their source. */
export const published = {
  FixedToken: 'src/token/FixedToken.sol',
  ManagedToken: 'src/token/ManagedToken.sol',
  VotesToken: 'src/token/VotesToken.sol',
  GenesisToken: 'src/token/GenesisToken.sol',
  DirectToken: 'src/token/DirectToken.sol',
  DirectManagedToken: 'src/token/DirectManagedToken.sol',
  ClaimableToken: 'src/token/ClaimableToken.sol',
  ClaimableManagedToken: 'src/token/ClaimableManagedToken.sol',
  ClaimableBirth: 'src/token/ClaimableBirth.sol',
  TokenFactory: 'src/token/TokenFactory.sol',
  ClaimableFactory: 'src/token/ClaimableFactory.sol',
  SiteRegistry: 'src/site/SiteRegistry.sol',
  MerkleDrop: 'src/drop/MerkleDrop.sol',
  VoucherDrop: 'src/drop/VoucherDrop.sol',
  CumulativeDrop: 'src/drop/CumulativeDrop.sol',
  DropFactory: 'src/drop/DropFactory.sol',
  Payout: 'src/drop/Payout.sol',
  TokenRehearsal: 'src/rehearsal/TokenRehearsal.sol',
  Box: 'src/common/Box.sol',
  VestingVault: 'src/vesting/VestingVault.sol',
  StakingPool: 'src/staking/StakingPool.sol',
  NftStakingPool: 'src/staking/NftStakingPool.sol',
  StakingFactory: 'src/staking/StakingFactory.sol',
  PoolOpener: 'src/pools/PoolOpener.sol',
  PoolSwapper: 'src/pools/PoolSwapper.sol',
};

/** Files under `folder` whose names end in `ending`, as paths from contracts/, in a fixed order. */
export function filesUnder(folder, ending) {
  const found = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith(ending)) {
      found.push(relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'));
    }
  }
  return found.sort();
}

/** The value of a key in foundry.toml, so that Foundry and these scripts cannot disagree. */
export function foundrySetting(key) {
  const line = readFileSync(join(root, 'foundry.toml'), 'utf8').match(new RegExp(`^${key}\\s*=\\s*(.+?)\\s*(#.*)?$`, 'm'));
  if (!line) throw new Error(`foundry.toml does not set ${key}`);
  return JSON.parse(line[1]);
}

function remapped(path) {
  return path
    .replace(/^solady\//, 'node_modules/solady/src/')
    .replace(/^@openzeppelin\/contracts\//, 'node_modules/@openzeppelin/contracts/');
}

/** Standard JSON input for the published contracts (or other sources), with every file they import and no other. */
export function standardInput(given = {}) {
  const sources = {};
  const queue = Object.keys(given).length > 0 ? Object.keys(given) : Object.values(published);
  while (queue.length > 0) {
    const name = queue.pop();
    if (sources[name]) continue;
    const path = join(root, remapped(name));
    if (!given[name] && !existsSync(path)) throw new Error(`${name} is imported but not there; run npm ci`);
    const content = given[name] ?? readFileSync(path, 'utf8');
    sources[name] = { content };
    for (const [, target] of content.matchAll(/^import\s+(?:[^"']*\sfrom\s+)?["']([^"']+)["'];/gm)) {
      queue.push(target.startsWith('.') ? join(dirname(name), target).split(sep).join('/') : target);
    }
  }
  return {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))),
    settings: {
      evmVersion: foundrySetting('evm_version'),
      viaIR: true,
      optimizer: { enabled: foundrySetting('optimizer'), runs: foundrySetting('optimizer_runs') },
      metadata: { appendCBOR: foundrySetting('cbor_metadata'), bytecodeHash: foundrySetting('bytecode_hash') },
      outputSelection: {
        '*': {
          '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'evm.deployedBytecode.immutableReferences'],
          '': ['ast'],
        },
      },
    },
  };
}

function solcOutput(input) {
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  // Warnings about our own sources stop the build; the dependencies' notes about future compilers do not.
  const problems = (output.errors ?? []).filter((e) => e.severity === 'error' || e.sourceLocation?.file.startsWith('src/'));
  if (problems.length > 0) throw new Error(problems.map((e) => e.formattedMessage).join('\n'));
  return output;
}

/** OpenZeppelin's plain ERC-20, the token that other projects measure with, compiled as they do: without the IR. */
export function compilePeerToken() {
  const source = `pragma solidity ^0.8.30;
import "@openzeppelin/contracts/token/ERC20/ERC20.sol";
    contract PeerToken is ERC20 { constructor(uint256 supply) ERC20("Peer", "PEER") { _mint(msg.sender, supply); } }`;
  const input = standardInput({ 'PeerToken.sol': source });
  input.settings.viaIR = false;
  const { abi, evm } = solcOutput(input).contracts['PeerToken.sol'].PeerToken;
  return { abi, bytecode: `0x${evm.bytecode.object}` };
}

/** The artifacts of the published contracts by name, compiled from the sources, once for the same input: a compilation takes most of a minute. */
export function compile() {
  const input = standardInput();
  const key = createHash('sha256').update(solc.version()).update(JSON.stringify(Object.keys(published))).update(JSON.stringify(input)).digest('hex');
  const path = join(root, 'cache', 'published.json');
  if (existsSync(path)) {
    const kept = JSON.parse(readFileSync(path, 'utf8'));
    if (kept.key === key) return kept.artifacts;
  }
  const artifacts = compileAnew(input);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ key, artifacts }));
  return artifacts;
}

function compileAnew(input) {
  const output = solcOutput(input);
  const immutableNames = {};
  for (const { ast } of Object.values(output.sources)) {
    for (const contract of ast.nodes.filter((n) => n.nodeType === 'ContractDefinition')) {
      for (const node of contract.nodes) {
        if (node.nodeType === 'VariableDeclaration' && node.mutability === 'immutable') immutableNames[node.id] = node.name;
      }
    }
  }

  return Object.fromEntries(Object.entries(published).map(([contractName, sourceName]) => {
    const { abi, evm } = output.contracts[sourceName][contractName];
    const references = Object.entries(evm.deployedBytecode.immutableReferences ?? {})
      .map(([id, places]) => [immutableNames[id], places]).sort(([a], [b]) => (a < b ? -1 : 1));
    return [contractName, {
      contractName,
      sourceName,
      compiler: solc.version(),
      evmVersion: input.settings.evmVersion,
      optimizerRuns: input.settings.optimizer.runs,
      abi,
      bytecode: `0x${evm.bytecode.object}`,
      deployedBytecode: `0x${evm.deployedBytecode.object}`,
      immutableReferences: Object.fromEntries(references),
    }];
  }));
}
