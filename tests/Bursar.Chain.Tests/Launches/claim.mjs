// Reads a token and claims from a drop with viem, knowing nothing but the files that Bursar published.
// Usage: node claim.mjs <checkout> <rpc> <folder of the drop> <number of the local account>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [root, rpc, folder, number] = process.argv.slice(2);
const require = createRequire(join(root, 'contracts', 'package.json'));
const { createPublicClient, createWalletClient, defineChain, http, keccak256, parseAbi, toBytes } = require('viem');
const { privateKeyToAccount } = require('viem/accounts');

const account = privateKeyToAccount(keccak256(toBytes(`bursar local account ${number}`)));
const facts = JSON.parse(readFileSync(join(folder, 'drop.json'), 'utf8'));
const chain = defineChain({ id: Number(facts.chainId), name: 'local', nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 }, rpcUrls: { default: { http: [rpc] } } });
const reader = createPublicClient({ chain, transport: http(rpc) });
const wallet = createWalletClient({ account, chain, transport: http(rpc) });

const tokenAbi = parseAbi([
  'function name() view returns (string)', 'function symbol() view returns (string)', 'function decimals() view returns (uint8)',
  'function totalSupply() view returns (uint256)', 'function balanceOf(address) view returns (uint256)',
]);
const dropAbi = parseAbi([
  'function claim(uint256 amount, bytes32[] proof)', 'function isClaimed(uint256 index) view returns (bool)', 'error Drop_AlreadyClaimed(uint256 index)',
]);
const read = (functionName, args) => reader.readContract({ address: facts.token, abi: tokenAbi, functionName, args });

const { shardNybbles, root: merkleRoot } = JSON.parse(readFileSync(join(folder, 'proofs', 'root.json'), 'utf8'));
const key = account.address.toLowerCase();
const shard = JSON.parse(readFileSync(join(folder, 'proofs', `${key.slice(2, 2 + shardNybbles)}.json`), 'utf8'));
const entry = shard.entries[key];

const before = await read('balanceOf', [account.address]);
const hash = await wallet.writeContract({ address: facts.address, abi: dropAbi, functionName: 'claim', args: [BigInt(entry.amount), entry.proof] });
const receipt = await reader.waitForTransactionReceipt({ hash });
let again = 'claimed twice';
try {
  await reader.simulateContract({ account, address: facts.address, abi: dropAbi, functionName: 'claim', args: [BigInt(entry.amount), entry.proof] });
} catch (error) {
  again = error.walk?.((e) => e.data?.errorName)?.data?.errorName ?? String(error);
}

console.log(JSON.stringify({
  name: await read('name'), symbol: await read('symbol'), decimals: await read('decimals'), supply: String(await read('totalSupply')),
  root: merkleRoot, account: account.address, status: receipt.status, received: String((await read('balanceOf', [account.address])) - before), amount: entry.amount,
  marked: await reader.readContract({ address: facts.address, abi: dropAbi, functionName: 'isClaimed', args: [BigInt(entry.position)] }), again,
}));
