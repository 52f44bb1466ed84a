// A tree of 2^18 leaves of which only three paths are known: proofs of 18 words without building a quarter of a million leaves.
import { concat, encodeAbiParameters, keccak256, toHex } from 'viem';

const pair = (a, b) => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** The leaf of OpenZeppelin's standard tree. */
export const leafOf = (account, amount) =>
  keccak256(keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [account, amount])));

let counter = 0;
const noise = () => keccak256(toHex(++counter, { size: 32 }));

/** A sibling that is greater than `node`, so that the position bit is 0. */
function greaterThan(node) {
  for (;;) {
    const sibling = noise();
    if (sibling > node) return sibling;
  }
}

/** Three rows whose positions share one word of the bitmap: [root, [{ account, amount, proof }]]. */
export function threeOfManyLeaves(accounts, amount) {
  counter = 0;
  const [a, b, c] = accounts.map((account) => {
    const proof = [];
    let node = leafOf(account, amount);
    for (let level = 0; level < 10; level++) {
      proof.push(greaterThan(node));
      node = pair(node, proof.at(-1));
    }
    return { account, amount, proof, node };
  });
  const ab = pair(a.node, b.node);
  const beside = noise();
  const cc = pair(c.node, beside);
  a.proof.push(b.node, cc);
  b.proof.push(a.node, cc);
  c.proof.push(beside, ab);
  let root = pair(ab, cc);
  for (let level = 12; level < 18; level++) {
    const sibling = noise();
    for (const row of [a, b, c]) row.proof.push(sibling);
    root = pair(root, sibling);
  }
  return [root, [a, b, c].map(({ account, amount: units, proof }) => ({ account, amount: units, proof }))];
}
