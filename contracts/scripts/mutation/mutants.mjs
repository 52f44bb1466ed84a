// The changes that mutants make: one operator, comparison, constant or condition, or one removed statement.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from '../project.mjs';

/** [pattern, replacement]. A pattern is applied to each of its occurrences alone. */
const changes = [
  [/ \+ /g, ' - '], [/ - /g, ' + '], [/ < /g, ' <= '], [/ <= /g, ' < '], [/ > /g, ' >= '], [/ >= /g, ' > '], [/ == /g, ' != '], [/ != /g, ' == '],
  [/ && /g, ' || '], [/ \|\| /g, ' && '], [/ & /g, ' | '], [/ \| /g, ' & '], [/ << /g, ' >> '], [/ >> /g, ' << '], [/ \* /g, ' + '],
  [/\badd\(/g, 'sub('], [/\bsub\(/g, 'add('], [/\blt\(/g, 'gt('], [/\bgt\(/g, 'lt('], [/\bor\(/g, 'and('], [/\band\(/g, 'or('], [/\bshl\(/g, 'shr('], [/\bshr\(/g, 'shl('],
  [/\biszero\(/g, 'not('], [/\beq\(/g, 'lt('], [/\btrue\b/g, 'false'], [/\bfalse\b/g, 'true'],
  [/if \((?!.*\bif\b)(.*?)\) revert/g, 'if (false) revert'], [/if \(([^()]*(?:\([^()]*\)[^()]*)*)\)(?! revert)/g, 'if (true)'],
  [/(?<![\w.#])(?!0x)(\d[\d_]*)(?![\w.])/g, (n) => `${BigInt(n.replaceAll('_', '')) + 1n}`],
  [/^( {8,})(?!return\b|let\b|function\b|uint|bytes|address|bool|string|mapping|import|assembly|error|event|using)([\w.\[\]+(-][^{}]*;)(\s*\/\/.*)?$/g, '$1{}'],
];

const hash = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);

/** A file without its comments and spaces: what a result of a mutant depends on. */
const bare = (text) => text.replace(/\/\/.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ');

/** What stands in files, for the keys of results. */
export const digestOf = (files) => hash(...files.map((file) => file + bare(readFileSync(join(root, file), 'utf8'))));

function mutantsOf(file) {
  const found = [];
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const twins = new Map();
  lines.forEach((line, number) => {
    if (/^\s*(\/\/|\*|import|pragma|error|event|interface|library|contract|abstract)/.test(line)) return;
    const code = line.replace(/\/\/.*$/, '');
    for (const [pattern, replacement] of changes) {
      for (const match of code.matchAll(pattern)) {
        const changed = line.slice(0, match.index) + match[0].replace(new RegExp(pattern.source), replacement) + line.slice(match.index + match[0].length);
        if (changed === line) continue;
        // The same change of the same text in several places: told apart by their order.
        const text = hash(file, line.trim(), changed.trim());
        const nth = twins.get(text) ?? 0;
        twins.set(text, nth + 1);
        found.push({ id: hash(text, `${nth}`), file, line: number + 1, before: line.trim(), after: changed.trim(), source: [...lines.slice(0, number), changed, ...lines.slice(number + 1)].join('\n') });
      }
    }
  });
  return found;
}

/** The files of a domain that are mutated: its own, and what it takes from src/common. Interfaces hold no behaviour. */
export function filesOf(domain) {
  const shared = { token: ['Page'], drop: ['Code', 'CodeTail', 'Domain', 'Transfers'], site: [] }[domain];
  const own = filesUnder(`src/${domain}`, '.sol').filter((file) => !/\/I[A-Z]\w+\.sol$/.test(file));
  return [...own, ...shared.map((name) => `src/common/${name}.sol`)];
}

/** Mutants of files in an order that has nothing to do with where they stand, always the same: any beginning of it is a fair sample. */
export const mutantsIn = (files) => files.flatMap(mutantsOf).sort((a, b) => (a.id < b.id ? -1 : 1));
