// The score, and why what survived may.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.mjs';

const explained = JSON.parse(readFileSync(join(root, 'scripts/mutation/explained.json'), 'utf8'));

/** Why a survivor is no gap in the tests; undefined when nobody has said. */
export const explanationOf = ({ file, before, after }) =>
  explained.find((e) => e.file === file && e.before === before && (e.after === undefined || e.after === after))?.why;

const percent = (killed, survived) => (killed + survived === 0 ? '–' : `${((100 * killed) / (killed + survived)).toFixed(1)} %`);
const count = (mutants, verdict) => mutants.filter((m) => m.verdict === verdict).length;

/** Writes docs/mutation.md and prints the scores. True when every domain's score is at least 85 % and every survivor explained. */
export function report(domains) {
  const lines = ['# Mutants', '',
    'What happens when a contract is changed by one operator, comparison, constant or condition, or by one statement less: a mutant is *killed* when a test of its',
    'domain fails. `node scripts/mutate.mjs --domain drop` in `contracts/` judges them, one after the other, and goes on where it stopped;',
    '`node scripts/mutate.mjs --report` writes this page. Mutants that do not compile, or compile to the same code, are left out. Where not all have been judged,',
    'those that were are a fair sample.', ''];
  let complete = true;
  const table = (rows) => ['| file | mutants | judged | killed | survived | score |', '|---|---|---|---|---|---|',
    ...rows.map(([name, mutants]) => `| ${name} | ${mutants.length} | ${mutants.filter((m) => m.verdict).length} | ${count(mutants, 'killed')} | ${count(mutants, 'survived')} | ${percent(count(mutants, 'killed'), count(mutants, 'survived'))} |`)];
  for (const [domain, mutants] of Object.entries(domains)) {
    const [killed, survived] = [count(mutants, 'killed'), count(mutants, 'survived')];
    if (killed + survived === 0 || killed / (killed + survived) < 0.85) complete = false;
    const files = [...new Set(mutants.map((m) => m.file))].sort();
    lines.push(`## src/${domain}`, '', ...table([...files.map((file) => [`\`${file}\``, mutants.filter((m) => m.file === file)]), ['**together**', mutants]]), '');
    console.log(`${domain}: ${killed} of ${killed + survived} killed, ${percent(killed, survived)} (${mutants.filter((m) => m.verdict).length} of ${mutants.length} mutants judged)`);
    const left = mutants.filter((m) => m.verdict === 'survived').sort((a, b) => (a.file + String(a.line).padStart(5) < b.file + String(b.line).padStart(5) ? -1 : 1));
    if (left.length > 0) lines.push('| survivor | change | why it may |', '|---|---|---|');
    for (const m of left) {
      const why = explanationOf(m);
      if (!why) {
        complete = false;
        console.log(`unexplained  ${m.file}:${m.line}\n  - ${m.before}\n  + ${m.after}`);
      }
      const cell = (text) => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``;
      lines.push(`| \`${m.file.split('/').at(-1)}\` | ${cell(m.before)} → ${cell(m.after)} | ${why ?? '**not explained**'} |`);
    }
    if (left.length > 0) lines.push('');
  }
  writeFileSync(join(root, '../docs/mutation.md'), `${lines.join('\n').trimEnd()}\n`);
  return complete;
}
