// Text: Unicode's normalisation form KD by this Node, ENS names by their reference implementation.
import { ens_normalize as normalize } from '@adraffy/ens-normalize';
import { namehash } from 'viem/ens';

export const operations = {
  nfkd: ({ text }) => Buffer.from(text.normalize('NFKD'), 'utf8').toString('hex'),
  ens: ({ text }) => {
    const name = normalize(text);
    return { name, node: namehash(name) };
  },
};
