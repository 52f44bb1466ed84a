// The part of a rollup that Hardhat's OP-type chain lacks: a sequencer that posts batches to a chain below.
//
// It stands before the rollup's node and passes every request on. In a request for the block `safe` it puts the last block that a batch covers which the chain
// below holds, and for `finalized` the last one whose batch is in a block that the chain below calls final. A batch is a real transaction there, whose calldata
// are number and hash of the rollup's head; when a reorganisation below takes it, it is posted again.
//
//   node sequencer.mjs PORT ROLLUP_URL BELOW_URL SECONDS_BETWEEN_BATCHES
//
// Own methods: `lab_post` (a batch now), `lab_hold` [true|false] (post nothing for the time being), `lab_batches`.
import { createServer } from "node:http";

const [port, rollup, below, seconds] = process.argv.slice(2);
const poster = "0x00000000000000000000000000000000000ba7c4";
const inbox = "0xff00000000000000000000000000000003133702";
const batches = []; // { number, hash, transaction, block }: block is null while the chain below does not hold the transaction
let held = false;
let finalized = 0;

async function ask(url, body) {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.json();
}

async function call(url, method, ...params) {
  const { result, error } = await ask(url, { jsonrpc: "2.0", id: 1, method, params });
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

const hex = (number) => `0x${number.toString(16)}`;
const word = (number) => number.toString(16).padStart(64, "0");

/** Sends the rollup's head down, as a transaction of the chain below. */
async function send(batch) {
  const data = `0x${word(batch.number)}${batch.hash.slice(2)}`;
  batch.transaction = await call(below, "eth_sendTransaction", { from: poster, to: inbox, data, gas: "0x186a0" });
  batch.block = null;
}

async function post() {
  const head = await call(rollup, "eth_getBlockByNumber", "latest", false);
  const number = Number(head.number);
  if (number === (batches.at(-1)?.number ?? 0)) return;
  const batch = { number, hash: head.hash, transaction: null, block: null };
  await send(batch);
  batches.push(batch);
}

/** Looks where the batches stand below. What is final is looked at no more. */
async function look() {
  const final = Number((await call(below, "eth_getBlockByNumber", "finalized", false)).number);
  let posted = finalized;
  for (const batch of batches.filter((b) => b.number > finalized)) {
    const receipt = await call(below, "eth_getTransactionReceipt", batch.transaction);
    batch.block = receipt ? Number(receipt.blockNumber) : null;
    if (batch.block === null) {
      if (!held && !(await call(below, "eth_getTransactionByHash", batch.transaction))) await send(batch);
      break; // what comes after a batch that is missing cannot be derived
    }
    posted = batch.number;
    if (batch.block <= final) finalized = batch.number;
  }
  return { posted, finalized };
}

async function forward(request) {
  const { method, params = [] } = request;
  if (method === "lab_hold") return { result: (held = params[0] === true) };
  if (method === "lab_post") return { result: (await post()) ?? true };
  if (method === "lab_batches") return { result: batches.slice(-64) };
  if (params.some((p) => p === "safe" || p === "finalized")) {
    const known = await look();
    request = { ...request, params: params.map((p) => (p === "safe" ? hex(known.posted) : p === "finalized" ? hex(known.finalized) : p)) };
  }
  return ask(rollup, request);
}

async function answer(request) {
  try {
    const { result, error } = await forward(request);
    return { jsonrpc: "2.0", id: request.id ?? null, ...(error ? { error } : { result: result ?? null }) };
  } catch (problem) {
    return { jsonrpc: "2.0", id: request.id ?? null, error: { code: -32603, message: String(problem.message) } };
  }
}

await call(below, "anvil_impersonateAccount", poster);
await call(below, "anvil_setBalance", poster, "0xde0b6b3a7640000");
setInterval(() => {
  if (!held) post().catch((problem) => console.error(problem.message));
}, Number(seconds) * 1000);

createServer((incoming, outgoing) => {
  const parts = [];
  incoming.on("data", (part) => parts.push(part));
  incoming.on("end", async () => {
    let body;
    try {
      const request = JSON.parse(Buffer.concat(parts).toString());
      body = Array.isArray(request) ? await Promise.all(request.map(answer)) : await answer(request);
    } catch {
      body = { jsonrpc: "2.0", id: null, error: { code: -32700, message: "this is not JSON" } };
    }
    outgoing.writeHead(200, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(body));
  });
}).listen(Number(port), "127.0.0.1", () => console.log(`listening on ${port}`));
