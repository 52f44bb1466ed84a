// Gas of Bursar's contracts beside its peers' on one local chain: bench/run gas [--only NAME,…] [--json]
// Every figure is `gasUsed` of a receipt. Exits with 1 when one of ours is behind its limit or behind the best peer.
import { readFileSync, readdirSync } from 'node:fs';
import { withChain } from '../../contracts/scripts/gas/chain.mjs';
import { measure } from '../../contracts/scripts/gas/scenarios.mjs';
import { compilePeerToken } from '../../contracts/scripts/project.mjs';
import { measurePeers } from './peers.mjs';
import { quoted, rows } from './rows.mjs';

function options(given) {
  const read = { json: false, only: [] };
  for (let i = 0; i < given.length; i++) {
    if (given[i] === '--json') read.json = true;
    else if (given[i] === '--only' && i + 1 < given.length) read.only = given[++i].split(',').filter(Boolean);
    else return null;
  }
  return read;
}

function artifacts() {
  const folder = new URL('../../contracts/artifacts/', import.meta.url);
  return Object.fromEntries(readdirSync(folder).filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]));
}

function figureOf(row, ours, theirs) {
  const mine = ours[row.ours];
  if (mine === undefined) throw new Error(`nothing measured "${row.ours}"`);
  const peers = row.peers.map(({ name, gas, measured }) => {
    const used = measured ? theirs[measured] : gas;
    if (used === undefined) throw new Error(`nothing measured "${measured}"`);
    return { name, gas: used, measured: Boolean(measured) };
  }).sort((a, b) => a.gas - b.gas);
  const met = mine < peers[0].gas && (row.atMost === undefined || mine <= row.atMost) && (row.below === undefined || mine < row.below);
  return { name: row.name, what: row.what, ours: mine, limit: row.atMost ?? row.below ?? null, inclusive: row.atMost !== undefined, floor: row.floor ?? null, ratio: mine / peers[0].gas, met, peers };
}

const number = (value) => value.toLocaleString('en-US');

function print(figures) {
  const lines = [['what', 'ours', 'limit', 'peer', '', 'floor', 'ours / peer', 'ours / floor', 'met']];
  for (const { what, ours, limit, inclusive, floor, ratio, met, peers: [peer] } of figures) {
    lines.push([what, number(ours), limit === null ? '–' : `${inclusive ? '≤' : '<'} ${number(limit)}`, number(peer.gas), `${peer.name}${peer.measured ? '' : ' *'}`,
      floor === null ? '–' : number(floor), ratio.toFixed(3), floor === null ? '–' : (ours / floor).toFixed(3), met ? 'yes' : 'NO']);
  }
  const right = [1, 2, 3, 5, 6, 7];
  const widths = lines[0].map((_, c) => Math.max(...lines.map((line) => line[c].length)));
  for (const line of lines) console.log(line.map((cell, c) => (right.includes(c) ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join('  ').trimEnd());
  console.log('\nThe peer is the best of its row; all the others, best first:');
  for (const { what, peers } of figures.filter((f) => f.peers.length > 1)) {
    console.log(`  ${what}: ${peers.slice(1).map((p) => `${p.name}${p.measured ? '' : ' *'} ${number(p.gas)}`).join(', ')}`);
  }
  console.log('\nGas of receipts on anvil, hardfork osaka; peers from npm were compiled and measured in this run.');
  console.log('* not on npm; measured once in the same way (osaka, solc 0.8.37, OpenZeppelin ERC20 5.7.0 where no token is named):');
  for (const name of Object.keys(quoted)) console.log(`  ${name}: ${quoted[name].source}`);
  const behind = figures.filter((f) => !f.met);
  console.log(behind.length === 0 ? `\nAll ${figures.length} figures are met.` : `\n${behind.length} of ${figures.length} figures are behind: ${behind.map((f) => f.name).join(', ')}`);
}

const asked = options(process.argv.slice(2));
if (asked === null) {
  console.error('usage: bench/run gas [--only NAME,…] [--json]');
  process.exit(2);
}
const unknown = asked.only.find((name) => !rows.some((row) => row.name === name));
if (unknown !== undefined) {
  console.error(`bench: there is no figure '${unknown}'; there are: ${rows.map((row) => row.name).join(', ')}`);
  process.exit(2);
}
const chosen = asked.only.length === 0 ? rows : rows.filter((row) => asked.only.includes(row.name));
const figures = await withChain(async (chain) => {
  console.error('bench: measuring ours');
  const ours = await measure(chain, artifacts(), compilePeerToken());
  console.error('bench: compiling and measuring peers (about a quarter of a minute)');
  const theirs = await measurePeers(chain);
  return chosen.map((row) => figureOf(row, ours, theirs));
});
const ok = figures.every((f) => f.met);
if (asked.json) console.log(JSON.stringify({ ok, hardfork: 'osaka', figures, quoted }, null, 2));
else print(figures);
process.exitCode = ok ? 0 : 1;
