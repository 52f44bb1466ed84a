// Signed transactions: viem signs and writes them, ethers reads them back.
import { Transaction } from 'ethers';
import { privateKeyToAccount } from 'viem/accounts';

const big = (v) => (v === undefined ? undefined : BigInt(v));

/** Signs an authorisation, or takes the signature that came with it: signing them all again would take half of the time. */
async function authorization({ key, chainId, address, nonce, r, s, yParity }) {
  const plain = { chainId: Number(chainId), address, nonce: Number(nonce) };
  return key ? account(key).signAuthorization(plain) : { ...plain, r, s, yParity };
}

const accounts = new Map();
function account(key) {
  if (!accounts.has(key)) accounts.set(key, privateKeyToAccount(key));
  return accounts.get(key);
}

async function sign({ key, tx }) {
  const authorizationList = tx.authorizationList && (await Promise.all(tx.authorizationList.map(authorization)));
  const raw = await account(key).signTransaction({
    type: tx.type,
    ...(tx.chainId === undefined ? {} : { chainId: Number(tx.chainId) }),
    nonce: Number(tx.nonce),
    gas: big(tx.gas),
    to: tx.to,
    value: big(tx.value),
    data: tx.data,
    gasPrice: big(tx.gasPrice),
    maxFeePerGas: big(tx.maxFeePerGas),
    maxPriorityFeePerGas: big(tx.maxPriorityFeePerGas),
    maxFeePerBlobGas: big(tx.maxFeePerBlobGas),
    blobVersionedHashes: tx.blobVersionedHashes,
    accessList: tx.accessList,
    authorizationList,
  });
  return raw;
}

function read(raw) {
  const tx = Transaction.from(raw);
  return {
    hash: tx.hash, from: tx.from, valid: tx.signature?.isValid() ?? false, chainId: tx.chainId.toString(), signingHash: tx.unsignedHash, type: tx.type,
    authorities: (tx.authorizationList ?? []).map((a) => ({ chainId: a.chainId.toString(), address: a.address, nonce: a.nonce.toString() })),
    again: tx.serialized,
  };
}

export const operations = {
  'tx.sign': async (request) => {
    const raw = await sign(request);
    return request.read ? { raw, ...read(raw) } : { raw };
  },
  'tx.read': ({ raw }) => read(raw),
};
