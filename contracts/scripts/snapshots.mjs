// Writes snapshots/gas.json (receipts on a local chain) and snapshots/size.json (bytes). `--check` writes nothing and fails, naming
// each difference. Gas is deterministic, so any difference is a change of behaviour that wants to be seen in review.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withChain } from './gas/chain.mjs';
import { measure } from './gas/scenarios.mjs';
import { compile, compilePeerToken, root } from './project.mjs';

const CODE_LIMIT = 24_576; // EIP-170

const artifacts = compile();
const bytes = (code) => (code.length - 2) / 2;
const size = Object.fromEntries(Object.entries(artifacts).map(([name, { bytecode, deployedBytecode }]) => {
  const runtime = bytes(deployedBytecode);
  return [name, { creation: bytes(bytecode), runtime, room: CODE_LIMIT - runtime }];
}));
const gas = await withChain((chain) => measure(chain, artifacts, compilePeerToken()));
const snapshots = { 'gas.json': gas, 'size.json': size };

const folder = join(root, 'snapshots');
if (process.argv.includes('--check')) {
  const found = [];
  for (const [file, now] of Object.entries(snapshots)) {
    const path = join(folder, file);
    const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    for (const key of new Set([...Object.keys(kept), ...Object.keys(now)])) {
      const [before, after] = [JSON.stringify(kept[key]), JSON.stringify(now[key])];
      if (before !== after) found.push(`${file}: "${key}" was ${before ?? 'missing'}, is ${after ?? 'gone'}`);
    }
  }
  for (const line of found) console.error(`snapshots: ${line}`);
  if (found.length > 0) {
    console.error('snapshots: run `npm run snapshots` in contracts/, look at the difference and commit it');
    process.exit(1);
  }
  console.log(`snapshots: ${Object.keys(gas).length} gas rows and ${Object.keys(size).length} sizes up to date`);
} else {
  mkdirSync(folder, { recursive: true });
  for (const [file, now] of Object.entries(snapshots)) writeFileSync(join(folder, file), `${JSON.stringify(now, null, 2)}\n`);
  console.log(`snapshots: wrote ${Object.keys(gas).length} gas rows and ${Object.keys(size).length} sizes`);
}
