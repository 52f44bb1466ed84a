// The client's work by viem and by ethers: operations a second on one thread, and what came out, so that both sides are known to do the same.
// In: the case as JSON on standard input. Out: {"viem":{"encode":…},"ethers":{…},"made":{…}}.
import { readFileSync } from "node:fs";
import { require } from "./rows.mjs";

const viem = require("viem");
const { privateKeyToAccount } = require("viem/accounts");
const ethers = require("ethers");

const c = JSON.parse(readFileSync(0, "utf8"));
const abi = viem.parseAbi([c.signature]);
const contract = new ethers.Interface([c.signature]);
const args = [BigInt(c.amount), c.proof];
const account = privateKeyToAccount(c.key);
const wallet = new ethers.Wallet(c.key);
const { EIP712Domain: _, ...types } = c.document.types;
const big = (names) => Object.fromEntries(names.map((n) => [n, BigInt(c.transaction[n])]));
const fees = big(["maxFeePerGas", "maxPriorityFeePerGas", "value"]);
const common = { chainId: c.transaction.chainId, nonce: c.transaction.nonce, to: c.transaction.to, data: c.transaction.data };

const work = {
  viem: {
    encode: () => viem.encodeFunctionData({ abi, args }),
    decode: () => viem.decodeFunctionData({ abi, data: c.calldata }),
    typedData: () => viem.hashTypedData(c.document),
    sign: () => account.signTransaction({ ...common, ...fees, type: "eip1559", gas: BigInt(c.transaction.gas) }),
  },
  ethers: {
    encode: () => contract.encodeFunctionData("claim", args),
    decode: () => contract.decodeFunctionData("claim", c.calldata),
    typedData: () => ethers.TypedDataEncoder.hash(c.document.domain, types, c.document.message),
    sign: () => wallet.signTransaction({ ...common, ...fees, type: 2, gasLimit: BigInt(c.transaction.gas) }),
  },
};

async function rate(operation) {
  for (let i = 0; i < 200; i++) await operation();
  const rates = [];
  for (let round = 0; round < 5; round++) {
    let count = 0;
    const start = performance.now();
    while (performance.now() - start < 300) {
      for (let i = 0; i < 20; i++) await operation();
      count += 20;
    }
    rates.push((count * 1000) / (performance.now() - start));
  }
  return rates.sort((a, b) => a - b)[2];
}

const answer = { made: {} };
for (const [peer, operations] of Object.entries(work)) {
  answer[peer] = {};
  for (const [name, operation] of Object.entries(operations)) {
    const made = await operation();
    const shown = name === "decode" ? (made.args ?? Array.from(made))[0].toString() : made;
    if (name in answer.made && answer.made[name] !== shown) throw new Error(`viem and ethers differ at ${name}`);
    answer.made[name] = shown;
    answer[peer][name] = await rate(operation);
  }
}
console.log(JSON.stringify(answer));
