// The root of a list by OpenZeppelin's library: node openzeppelin.mjs list.csv
import { readRows, require } from "./rows.mjs";

const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");
console.log(StandardMerkleTree.of(readRows(), ["address", "uint256"]).root);
