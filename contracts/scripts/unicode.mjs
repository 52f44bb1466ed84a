// Writes the table that NFKD needs (src/Bursar.Evm/Text/nfkd.bin) from this Node's own Unicode data, or checks that it is as committed.
//   node contracts/scripts/unicode.mjs [--check]
// Raw deflate of variable-length integers: Unicode version; assigned ranges; decompositions; runs of combining classes, numbered by rank.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../src/Bursar.Evm/Text/nfkd.bin", import.meta.url));
const last = 0x10ffff;
const hangul = (c) => c >= 0xac00 && c < 0xac00 + 11172;
const text = String.fromCodePoint;
const nfkd = (s) => s.normalize("NFKD");

const assigned = [];
const decompositions = [];
const marks = [];
for (let c = 0; c <= last; c++) {
  const s = text(c);
  if (/[\p{Cn}\p{Cs}]/u.test(s)) continue;
  if (assigned.length && assigned.at(-1)[1] === c - 1) assigned.at(-1)[1] = c;
  else assigned.push([c, c]);
  const d = nfkd(s);
  if (d !== s && !hangul(c)) decompositions.push([c, [...d].map((x) => x.codePointAt(0))]);
  if (d === s && combines(s)) marks.push(c);
}

// The class itself is not to be seen from here; which of two marks goes first is, and nothing else matters.
function order(a, b) {
  if (nfkd("x" + text(a) + text(b)) !== "x" + text(a) + text(b)) return 1;
  return nfkd("x" + text(b) + text(a)) !== "x" + text(b) + text(a) ? -1 : 0;
}
function combines(s) {
  const lowest = "\u0334", highest = "\u0345";
  if (s === lowest || s === highest) return true;
  return nfkd("x" + s + lowest) === "x" + lowest + s || nfkd("x" + highest + s) === "x" + s + highest;
}

const rank = new Map();
let at = 0;
const sorted = [...marks].sort((a, b) => order(a, b) || a - b);
sorted.forEach((c, i) => rank.set(c, i && order(sorted[i - 1], c) === 0 ? at : ++at));
const runs = [];
for (const c of marks) {
  const run = runs.at(-1);
  if (run && run[1] === c - 1 && run[2] === rank.get(c)) run[1] = c;
  else runs.push([c, c, rank.get(c)]);
}

const bytes = [];
const put = (n) => { for (; n > 127; n >>>= 7) bytes.push((n & 127) | 128); bytes.push(n); };
const [major, minor] = process.versions.unicode.split(".").map(Number);
put(major * 10 + minor);
let before = 0;
const step = (n) => { put(n - before); before = n; };
put(assigned.length);
for (const [from, to] of assigned) { step(from); step(to); }
before = 0;
put(decompositions.length);
for (const [c, d] of decompositions) { step(c); put(d.length); d.forEach(put); }
before = 0;
put(runs.length);
for (const [from, to, r] of runs) { step(from); step(to); put(r); }

if (process.argv.includes("--check")) {
  const committed = inflateRawSync(readFileSync(file));
  if (committed[0] === bytes[0] && !committed.equals(Buffer.from(bytes))) throw new Error("nfkd.bin is not what this Unicode version gives");
} else {
  writeFileSync(file, deflateRawSync(Buffer.from(bytes), { level: 9 }));
}
