// Signed transactions: viem signs and writes them, ethers reads them back.
import { Transaction } from 'ethers';
import { privateKeyToAccount } from 'viem/accounts';

const big = (v) => (v === undefined ? undefined : BigInt(v));

async function sign({ key, tx }) {
  const account = privateKeyToAccount(key);
  const authorizationList = tx.authorizationList && (await Promise.all(tx.authorizationList.map((a) =>
    privateKeyToAccount(a.key).signAuthorization({ chainId: Number(a.chainId), address: a.address, nonce: Number(a.nonce) }))));
  const raw = await account.signTransaction({
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
    hash: tx.hash, from: tx.from, signingHash: tx.unsignedHash, type: tx.type,
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
