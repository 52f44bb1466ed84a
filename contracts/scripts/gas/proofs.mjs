// A tree of 2^18 leaves of which only three paths are known: proofs of 18 words without building a quarter of a million leaves.
import { concat, encodeAbiParameters, keccak256, toHex } from 'viem';

const pair = (a, b) => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** The leaf of OpenZeppelin's standard tree. */
export const leafOf = (account, amount) =>
  keccak256(keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [account, amount])));

/** The leaf of a programme: account, token and what the account has earned of it. */
export const cumulativeLeafOf = (token) => (account, amount) =>
  keccak256(keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'address' }, { type: 'uint256' }], [account, token, amount])));

let counter = 0;
const noise = () => keccak256(toHex(++counter, { size: 32 }));

/** A sibling that is greater than `node`, so that the position bit is 0. */
function greaterThan(node) {
  for (;;) {
    const sibling = noise();
    if (sibling > node) return sibling;
  }
}

const HEIGHT = 18;

/**
 * Three rows whose positions share one word of the bitmap, in a tree of which the upper half is known in full.
 * { root, table, rows: [{ account, amount, proof, short, number }] }: `table` holds the 2 ** upper sub-roots in the order of their numbers, and `short` is
 * a proof that ends with such a number.
 */
export function threeOfManyLeaves(accounts, amount, { leaf = leafOf, upper = 9 } = {}) {
  const lower = HEIGHT - upper;
  counter = 0;
  const rows = accounts.map((account) => {
    const proof = [];
    let node = leaf(account, amount);
    for (let level = 0; level < lower; level++) {
      proof.push(greaterThan(node));
      node = pair(node, proof.at(-1));
    }
    return { account, amount, proof, node };
  });
  // Each row's sub-root with a greater sibling, then noise.
  let level = rows.flatMap(({ node }) => [node, greaterThan(node)]);
  while (level.length < 2 ** upper) level.push(noise());
  const subRoots = level.map((node, at) => ({ node, at, number: 0 }));
  const places = rows.map((_, i) => 2 * i);
  for (let height = 0; height < upper; height++) {
    for (const [i, row] of rows.entries()) row.proof.push(level[(places[i] >> height) ^ 1]);
    for (const subRoot of subRoots) {
      const at = subRoot.at >> height;
      subRoot.number = subRoot.number * 2 + (level[at] > level[at ^ 1] ? 1 : 0);
    }
    level = Array.from({ length: level.length / 2 }, (_, i) => pair(level[2 * i], level[2 * i + 1]));
  }
  const table = [];
  for (const { node, number } of subRoots) table[number] = node;
  return {
    root: level[0],
    table,
    rows: rows.map(({ account, amount: units, proof }, i) => ({
      account,
      amount: units,
      proof,
      number: BigInt(subRoots[places[i]].number),
      short: [...proof.slice(0, lower), toHex(subRoots[places[i]].number, { size: 32 })],
    })),
  };
}
