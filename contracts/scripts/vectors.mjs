// Writes test/drop/vectors: proofs of published trees, for the drop's tests to claim from. `--check` fails when they differ.
//
// - openzeppelin-standard: a tree made and proved by OpenZeppelin's own library, an independent implementation.
// - ens-sharded: rows of the ENS airdrop of 2021 under its published root, when the list is given with --ens FILE (account,amount,
//   MIT licence, ensdomains/governance): shards of two nybbles, odd nodes promoted.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { concat, getAddress, keccak256, pad, toHex } from 'viem';
import { root } from './project.mjs';

const ENS_ROOT = '0xaca22207fc31a4c3ecd6ab11ce2df3db64b8afeba4f31db2b9aeb76f1dada659';

const vector = (treeRoot, claims) => ({
  root: treeRoot,
  rows: claims.length,
  total: claims.reduce((sum, claim) => sum + BigInt(claim.amount), 0n).toString(),
  claims,
});

function openZeppelin() {
  const values = Array.from({ length: 37 }, (_, i) => [getAddress(`0x${keccak256(toHex(`account ${i}`)).slice(26)}`), `${(i + 1) * 1000}`]);
  const tree = StandardMerkleTree.load(StandardMerkleTree.of(values, ['address', 'uint256']).dump());
  return vector(tree.root, values.map(([account, amount]) => ({ account, amount, proof: tree.getProof([account, amount]) })));
}

const pair = (a, b) => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** Level by level from sorted leaves; an odd node goes up unchanged. */
function levelsOf(leaves) {
  const levels = [[...leaves].sort()];
  while (levels.at(-1).length > 1) {
    const below = levels.at(-1);
    levels.push(Array.from({ length: Math.ceil(below.length / 2) }, (_, i) => (2 * i + 1 < below.length ? pair(below[2 * i], below[2 * i + 1]) : below[2 * i])));
  }
  return levels;
}

function proofOf(levels, leaf) {
  const proof = [];
  let place = levels[0].indexOf(leaf);
  for (const level of levels.slice(0, -1)) {
    if ((place ^ 1) < level.length) proof.push(level[place ^ 1]);
    place >>= 1;
  }
  return proof;
}

function ens(file) {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1).map((line) => line.split(','));
  const shards = new Map();
  for (const [account, amount] of lines) {
    const key = account.slice(2, 4).toLowerCase();
    const leaf = keccak256(concat([account.toLowerCase(), pad(toHex(BigInt(amount)), { size: 32 })]));
    shards.set(key, [...(shards.get(key) ?? []), { account, amount, leaf }]);
  }
  const trees = new Map([...shards].map(([key, rows]) => [key, levelsOf(rows.map((row) => row.leaf))]));
  const upper = levelsOf([...trees.values()].map((levels) => levels.at(-1)[0]));
  if (upper.at(-1)[0] !== ENS_ROOT) throw new Error(`the list gives ${upper.at(-1)[0]}, not the published root`);
  // Three rows of every 40th shard: the first and the last leaf (often a promoted one) and one between.
  const picked = [...shards.keys()].sort().filter((_, i) => i % 40 === 0).flatMap((key) => {
    const levels = trees.get(key);
    const sorted = shards.get(key).sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
    return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map(({ account, amount, leaf }) => ({
      account: getAddress(account), amount, proof: [...proofOf(levels, leaf), ...proofOf(upper, levels.at(-1)[0])],
    }));
  });
  return vector(ENS_ROOT, picked);
}

const list = process.argv[process.argv.indexOf('--ens') + 1];
const made = { 'openzeppelin-standard.json': openZeppelin() };
if (process.argv.includes('--ens')) made['ens-sharded.json'] = ens(list);

for (const [name, content] of Object.entries(made)) {
  const path = join(root, 'test/drop/vectors', name);
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`vectors: ${name} differs`);
    process.exitCode = 1;
  }
}
console.log(`vectors: ${Object.keys(made).join(', ')}`);
