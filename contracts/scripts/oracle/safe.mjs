// Files of Safe's transaction builder, by their description alone.
import { keccak256, stringToBytes } from 'viem';

// Members in the order of their names, behind the list of the names; whatever is neither list nor object as JSON has it.
function text(value) {
  if (Array.isArray(value)) return `[${value.map(text)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).toSorted();
  return `{${JSON.stringify(names)}${names.map((name) => `${text(value[name])},`).join('')}}`;
}

export const operations = {
  'safe.checksum': ({ file }) => {
    const { checksum: _, ...meta } = file.meta;
    return keccak256(stringToBytes(text({ ...file, meta: { ...meta, name: null } })));
  },
};
