// A signer over JSON-RPC whose key and signatures are those of ethers. Under /geth it answers as geth does ({raw, tx}), under /clef it has Clef's
// methods only, under /web3signer it takes typed data as text and signs messages with eth_sign.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.argv[2], 'contracts', 'package.json'));
const { Wallet, Transaction, getBytes } = require('ethers');
const wallet = new Wallet('0x' + '46'.repeat(32));

function transaction(json) {
  const tx = new Transaction();
  tx.type = Number(json.type);
  tx.to = json.to ?? null;
  tx.chainId = BigInt(json.chainId);
  tx.nonce = Number(json.nonce);
  tx.gasLimit = BigInt(json.gas);
  tx.value = BigInt(json.value);
  tx.data = json.input;
  if (json.gasPrice !== undefined) tx.gasPrice = BigInt(json.gasPrice);
  if (json.maxFeePerGas !== undefined) tx.maxFeePerGas = BigInt(json.maxFeePerGas);
  if (json.maxPriorityFeePerGas !== undefined) tx.maxPriorityFeePerGas = BigInt(json.maxPriorityFeePerGas);
  if (json.accessList !== undefined) tx.accessList = json.accessList;
  if (json.maxFeePerBlobGas !== undefined) tx.maxFeePerBlobGas = BigInt(json.maxFeePerBlobGas);
  if (json.blobVersionedHashes !== undefined) tx.blobVersionedHashes = json.blobVersionedHashes;
  if (json.authorizationList !== undefined) {
    tx.authorizationList = json.authorizationList.map((a) => ({
      chainId: BigInt(a.chainId), address: a.address, nonce: BigInt(a.nonce),
      signature: { r: a.r.replace('0x', '0x' + '0'.repeat(66 - a.r.length)), s: a.s.replace('0x', '0x' + '0'.repeat(66 - a.s.length)), yParity: Number(a.yParity) },
    }));
  }
  if (json.data !== json.input) throw new Error('data and input differ');
  if (json.from !== wallet.address) throw new Error('unknown account');
  tx.signature = wallet.signingKey.sign(tx.unsignedHash);
  return tx.serialized;
}

function typed(account, document) {
  if (account !== wallet.address) throw new Error('unknown account');
  const { types, domain, message } = document;
  const { EIP712Domain, ...others } = types;
  return wallet.signTypedData(domain, others, message);
}

const missing = Symbol('missing');
const methods = {
  '/geth': {
    eth_accounts: () => [wallet.address.toLowerCase()],
    eth_signTransaction: (tx) => ({ raw: transaction(tx), tx: {} }),
    eth_signTypedData_v4: (account, document) => typed(account, document),
    personal_sign: (data, account) => account === wallet.address ? wallet.signMessage(getBytes(data)) : missing,
  },
  '/web3signer': {
    eth_accounts: () => [wallet.address],
    eth_signTransaction: (tx) => transaction(tx),
    eth_signTypedData: (account, document) => typed(account, JSON.parse(document)),
    eth_sign: (account, data) => account === wallet.address ? wallet.signMessage(getBytes(data)) : missing,
  },
  '/clef': {
    account_list: () => [wallet.address],
    account_signTransaction: (tx) => ({ raw: transaction(tx), tx: {} }),
    account_signTypedData: (account, document) => typed(account, document),
    account_signData: (type, account, data) => type === 'text/plain' && account === wallet.address ? wallet.signMessage(getBytes(data)) : missing,
  },
};

createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', async () => {
    const { id, method, params } = JSON.parse(body);
    const answer = { jsonrpc: '2.0', id };
    try {
      const action = methods[request.url]?.[method];
      const result = action ? await action(...params) : missing;
      if (result === missing) answer.error = { code: -32601, message: `the method ${method} does not exist/is not available` };
      else answer.result = result;
    } catch (e) {
      answer.error = { code: -32000, message: String(e.message) };
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
}).listen(0, '127.0.0.1', function () { console.log(`Listening on 127.0.0.1:${this.address().port}`); });
