// ABI encoding by viem and by ethers. Types are JSON parameters ({type, components?}); integers travel as decimal text.
import { AbiCoder } from 'ethers';
import { decodeAbiParameters, encodeAbiParameters, encodePacked } from 'viem';

const coder = AbiCoder.defaultAbiCoder();

/** The text of a type, with tuples written out, as ethers reads it. */
export const textOf = (p) => (p.type.startsWith('tuple') ? `tuple(${p.components.map(textOf).join(',')})${p.type.slice(5)}` : p.type);

/** Values from JSON as viem takes them. */
export function fromJson(p, value) {
  const array = /^(.*)\[(\d*)\]$/.exec(p.type);
  if (array) return value.map((item) => fromJson({ ...p, type: array[1] }, item));
  if (p.type === 'tuple') return value.map((item, i) => fromJson(p.components[i], item));
  return /^u?int/.test(p.type) ? BigInt(value) : value;
}

/** Decoded values as JSON. Both clients read every element, which is when ethers complains about a damaged one. */
function toJson(p, value) {
  const array = /^(.*)\[(\d*)\]$/.exec(p.type);
  if (array) return Array.from(value, (item) => toJson({ ...p, type: array[1] }, item));
  if (p.type === 'tuple') return p.components.map((c, i) => toJson(c, value[i]));
  return /^u?int/.test(p.type) ? BigInt(value).toString() : p.type === 'bool' || p.type === 'string' ? value : value.toLowerCase();
}

const attempt = (read) => {
  try {
    return read();
  } catch (e) {
    return { refused: String(e?.shortMessage ?? e?.message ?? e).slice(0, 120) };
  }
};

export const operations = {
  'abi.encode': ({ types, values }) => {
    const typed = types.map((p, i) => fromJson(p, values[i]));
    return { viem: encodeAbiParameters(types, typed), ethers: coder.encode(types.map(textOf), typed) };
  },
  'abi.decode': ({ types, data }) => ({
    viem: attempt(() => toJson({ type: 'tuple', components: types }, decodeAbiParameters(types, data))),
    ethers: attempt(() => toJson({ type: 'tuple', components: types }, coder.decode(types.map(textOf), data))),
  }),
  'abi.packed': ({ types, values }) => encodePacked(types.map((p) => p.type), types.map((p, i) => fromJson(p, values[i]))),
};
