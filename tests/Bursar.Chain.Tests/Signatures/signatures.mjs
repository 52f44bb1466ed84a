// Asks viem whether accounts have signed. Usage: node signatures.mjs <checkout> <rpc> <account,hash,signature>…  Prints one word for each: true or false.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [root, rpc, ...cases] = process.argv.slice(2);
const require = createRequire(join(root, 'contracts', 'package.json'));
const { createPublicClient, http } = require('viem');
const client = createPublicClient({ transport: http(rpc) });
for (const text of cases) {
  const [address, hash, signature] = text.split(',');
  console.log(await client.verifyHash({ address, hash, signature }));
}
