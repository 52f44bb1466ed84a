// The root of a list by merkletreejs with the native keccak, leaves keccak(account ‖ amount), sorted: node merkletreejs.mjs list.csv
import { readRows, require } from "./rows.mjs";

const { MerkleTree } = require("merkletreejs");
const createKeccak = require("keccak");
const keccak = (bytes) => createKeccak("keccak256").update(bytes).digest();
const leaves = readRows().map(([account, amount]) =>
  keccak(Buffer.from(account.slice(2) + BigInt(amount).toString(16).padStart(64, "0"), "hex")));
console.log(new MerkleTree(leaves, keccak, { sort: true }).getHexRoot());
