// Writes artifacts/<Contract>.json from the sources. `--check` writes nothing and fails, naming each difference.
// `--standard-input` prints the compiler's input instead, as source verification services take it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, root, standardInput } from './project.mjs';

const folder = join(root, 'artifacts');

function differences(artifacts) {
  const found = [];
  for (const [name, built] of Object.entries(artifacts)) {
    const path = join(folder, `${name}.json`);
    if (!existsSync(path)) {
      found.push(`${name}.json is missing`);
      continue;
    }
    const kept = JSON.parse(readFileSync(path, 'utf8'));
    for (const key of new Set([...Object.keys(built), ...Object.keys(kept)])) {
      if (JSON.stringify(built[key]) !== JSON.stringify(kept[key])) found.push(`${name}.json: ${key} differs from the sources`);
    }
  }
  return found;
}

function strangers(artifacts) {
  const kept = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return kept.filter((file) => !(file.replace(/\.json$/, '') in artifacts));
}

if (process.argv.includes('--standard-input')) {
  console.log(JSON.stringify(standardInput(), null, 2));
} else if (process.argv.includes('--check')) {
  const artifacts = compile();
  const found = [...differences(artifacts), ...strangers(artifacts).map((file) => `${file} belongs to no published contract`)];
  for (const line of found) console.error(`artifacts: ${line}`);
  if (found.length > 0) {
    console.error('artifacts: run `npm run build` in contracts/ and commit the result');
    process.exit(1);
  }
  console.log(`artifacts: ${Object.keys(artifacts).length} up to date`);
} else {
  const artifacts = compile();
  mkdirSync(folder, { recursive: true });
  for (const file of strangers(artifacts)) rmSync(join(folder, file));
  for (const [name, artifact] of Object.entries(artifacts)) {
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(artifact, null, 2)}\n`);
  }
  console.log(`artifacts: wrote ${Object.keys(artifacts).join(', ')}`);
}
