// Answers questions of the tests with other people's clients (viem, ethers): a line of JSON in, a line of JSON out, in order.
//   {"op":"abi.encode","types":[…],"values":[…]}  ->  {"ok":…}  or  {"error":"…"}
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as abi from './abi.mjs';
import * as abiText from './abi-text.mjs';
import * as chain from './chain.mjs';
import * as text from './text.mjs';
import * as transactions from './transactions.mjs';
import * as qr from './qr.mjs';
import * as safe from './safe.mjs';
import * as typedData from './typed-data.mjs';

const operations = { ...abi.operations, ...abiText.operations, ...chain.operations, ...qr.operations, ...safe.operations, ...text.operations, ...transactions.operations, ...typedData.operations };

// ethers warns on the console about what it leaves out; answers alone belong on standard output.
console.log = console.warn = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = { ok: await operations[request.op](request) };
  } catch (e) {
    answer = { error: String(e?.shortMessage ?? e?.message ?? e).slice(0, 300) };
  }
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
}
// Not before everything has gone out: the pipe may still hold answers that nobody has read.
process.stdout.write('', () => process.exit(0));
