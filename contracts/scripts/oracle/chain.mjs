// Questions that need a chain: the Solidity compiler for what tests deploy, viem's and ethers' verdicts on signatures, ethers' names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnsPlugin, JsonRpcProvider, Network } from 'ethers';
import { createPublicClient, hashMessage, http } from 'viem';

const clients = new Map();
function client(rpc) {
  if (!clients.has(rpc)) clients.set(rpc, createPublicClient({ transport: http(rpc), chain: { id: 31337, name: 'local', nativeCurrency: { name: 'E', symbol: 'E', decimals: 18 }, rpcUrls: { default: { http: [rpc] } } } }));
  return clients.get(rpc);
}

async function withNames(rpc, registry, ask) {
  const network = new Network('local', 31337).attachPlugin(new EnsPlugin(registry, 31337));
  const provider = new JsonRpcProvider(rpc, network, { staticNetwork: network });
  try {
    return await ask(provider);
  } finally {
    provider.destroy();
  }
}

export const operations = {
  compile: async ({ source }) => {
    const { default: solc } = await import('solc');
    const input = { language: 'Solidity', sources: { 'test.sol': { content: source } }, settings: { evmVersion: 'shanghai', outputSelection: { '*': { '*': ['evm.bytecode.object'] } } } };
    const output = JSON.parse(solc.compile(JSON.stringify(input)));
    const errors = (output.errors ?? []).filter((e) => e.severity === 'error');
    if (errors.length > 0) throw new Error(errors[0].formattedMessage);
    return Object.fromEntries(Object.entries(output.contracts['test.sol']).map(([name, c]) => [name, `0x${c.evm.bytecode.object}`]));
  },
  /** Creation code of every contract in files of contracts/, with all that they import. */
  'compile.files': async ({ files }) => {
    const [{ default: solc }, { root, standardInput }] = await Promise.all([import('solc'), import('../project.mjs')]);
    const given = Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    const input = standardInput(given);
    const settings = { evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 }, outputSelection: Object.fromEntries(files.map((file) => [file, { '*': ['evm.bytecode.object'] }])) };
    const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings })));
    const errors = (output.errors ?? []).filter((e) => e.severity === 'error');
    if (errors.length > 0) throw new Error(errors[0].formattedMessage);
    return Object.fromEntries(files.flatMap((file) => Object.entries(output.contracts[file]).map(([name, c]) => [name, `0x${c.evm.bytecode.object}`])));
  },
  'verify.message': ({ rpc, address, message, signature }) => client(rpc).verifyMessage({ address, message, signature }),
  'verify.hash': ({ rpc, address, hash, signature }) => client(rpc).verifyHash({ address, hash, signature }),
  'message.hash': ({ message }) => hashMessage(message),
  'ens.resolve': ({ rpc, registry, name }) => withNames(rpc, registry, (provider) => provider.resolveName(name)),
  'ens.lookup': ({ rpc, registry, address }) => withNames(rpc, registry, (provider) => provider.lookupAddress(address)),
};
