// Human-readable ABIs by viem's parseAbi and ethers' Interface, reduced to what both say about an entry.
import { Interface } from 'ethers';
import { parseAbi } from 'viem';

const parameter = (p) => ({
  type: p.type,
  name: p.name ?? '',
  ...(p.components ? { components: p.components.map(parameter) } : {}),
  ...(p.indexed ? { indexed: true } : {}),
});

const entry = (e) => ({
  type: e.type,
  name: e.name ?? '',
  inputs: (e.inputs ?? []).map(parameter),
  outputs: (e.outputs ?? []).map(parameter),
  mutability: e.stateMutability && e.stateMutability !== 'undefined' ? e.stateMutability : ['event', 'error'].includes(e.type) ? '' : 'nonpayable',
  anonymous: e.anonymous ?? false,
});

const attempt = (read) => {
  try {
    return read();
  } catch (e) {
    return { refused: String(e?.shortMessage ?? e?.message ?? e).slice(0, 200) };
  }
};

/** ethers calls a payable fallback "receive", and forgets in its JSON that an array is indexed. */
function byEthers(lines) {
  const fragments = new Interface(lines).fragments.filter((f) => !['receive', 'fallback'].includes(f.type));
  return fragments.map((f) => {
    const read = entry(JSON.parse(f.format('json')));
    f.inputs.forEach((p, i) => { if (p.indexed) read.inputs[i].indexed = true; });
    return read;
  });
}

export const operations = {
  'abi.text': ({ lines, ethers }) => ({
    viem: attempt(() => parseAbi(lines).map(entry)),
    ethers: ethers && attempt(() => byEthers(lines)),
  }),
};
