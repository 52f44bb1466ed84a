// Small texts and bytes: normal forms by this Node, ENS names by their reference implementation, addresses, hexadecimal and RLP by ethers.
import { ens_normalize as normalize } from '@adraffy/ens-normalize';
import { decodeRlp, encodeRlp, getAddress, isHexString } from 'ethers';
import { namehash } from 'viem/ens';

/** ethers also takes addresses without 0x and of ICAP, which is not what is compared. */
function address(text) {
  try {
    return /^0x/.test(text) ? getAddress(text) : null;
  } catch {
    return null;
  }
}

export const operations = {
  'text.read': ({ text }) => ({ address: address(text), hex: isHexString(text, true) }),
  'rlp.read': ({ data }) => {
    const value = decodeRlp(data);
    return { value, again: encodeRlp(value) };
  },
  nfkd: ({ text }) => Buffer.from(text.normalize('NFKD'), 'utf8').toString('hex'),
  ens: ({ text }) => {
    const name = normalize(text);
    return { name, node: namehash(name) };
  },
};
