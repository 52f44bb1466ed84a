// EIP-712 hashes by viem and by ethers.
import { TypedDataEncoder } from 'ethers';
import { hashTypedData } from 'viem';

const attempt = (read) => {
  try {
    return read();
  } catch (e) {
    return { refused: String(e?.shortMessage ?? e?.message ?? e).slice(0, 120) };
  }
};

export const operations = {
  'typed.hash': ({ document }) => {
    const { EIP712Domain: _, ...types } = document.types;
    return {
      viem: attempt(() => hashTypedData(document)),
      ethers: attempt(() => TypedDataEncoder.hash(document.domain, types, document.message)),
    };
  },
};
