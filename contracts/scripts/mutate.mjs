// Breaks the contracts on purpose, one small change at a time, and sees whether a test notices.
//
//   node scripts/mutate.mjs [--domain token|drop|site] [--only src/drop/Payout.sol[:97]] [--minutes 30]
//   node scripts/mutate.mjs --report [--check]
//
// A mutant is killed when a test of its domain fails in a short profile, or does not end; those that do not compile, or compile to the same code, do not
// count. Results are kept in .bursar/mutants.json, so a run goes on where the last one stopped: a killed mutant is judged anew when its file
// has changed, a survivor also when the tests have. Survivors that were looked at stand with the reason in scripts/mutation/explained.json. The
// order of mutants has nothing to do with their places, so a run that `--minutes` ended has judged a fair sample. `--report` writes docs/mutation.md from
// the results; `--check` fails when the score of a domain is below 85 % or a survivor is unexplained.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';
import { digestOf, filesOf, mutantsIn } from './mutation/mutants.mjs';
import { explanationOf, report } from './mutation/report.mjs';
import { Workshop, testFilesOf } from './mutation/workshop.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const path = join(root, '../.bursar/mutants.json');
const results = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};

/** Mutants of a domain with what is known of each: undefined, or 'idle', 'killed' or 'survived'. */
function known(domain) {
  const digests = Object.fromEntries(filesOf(domain).map((file) => [file, digestOf([file])]));
  const tests = digestOf(testFilesOf(domain));
  return mutantsIn(filesOf(domain)).map((mutant) => {
    const result = results[mutant.id];
    const holds = result && result.file === digests[mutant.file] && (result.verdict !== 'survived' || result.tests === tests);
    return { ...mutant, verdict: holds ? result.verdict : undefined, keep: (verdict) => { results[mutant.id] = { verdict, file: digests[mutant.file], tests }; } };
  });
}

if (process.argv.includes('--report')) {
  const complete = report(Object.fromEntries(['token', 'drop', 'site'].map((domain) => [domain, known(domain)])));
  if (process.argv.includes('--check') && !complete) process.exitCode = 1;
} else {
  const domain = option('--domain', 'token');
  const only = option('--only', '');
  const end = Date.now() + 60_000 * Number(option('--minutes', '100000'));
  const left = known(domain).filter((m) => !m.verdict && (!only || m.file === only || `${m.file}:${m.line}` === only));
  console.log(`${left.length} mutants to judge`);
  const workshop = new Workshop(domain);
  if (left.length > 0) await workshop.prepare();
  mkdirSync(dirname(path), { recursive: true });
  for (const mutant of left) {
    if (Date.now() > end) break;
    const verdict = await workshop.judge(mutant);
    mutant.keep(verdict);
    writeFileSync(path, JSON.stringify(results));
    if (verdict === 'survived') {
      const why = explanationOf(mutant);
      console.log(`survives  ${mutant.file}:${mutant.line}${why ? ` (${why})` : ''}\n  - ${mutant.before}\n  + ${mutant.after}`);
    }
  }
}
