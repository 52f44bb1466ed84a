// Reads the rows of a plain list as a program in JavaScript would: the whole file, split at its lines.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Finds packages where the contracts have them. */
export const require = createRequire(new URL("../../contracts/package.json", import.meta.url));

/** The rows of the file that the command line names: [account, amount] as text. */
export function readRows() {
  const lines = readFileSync(process.argv[2], "utf8").split("\n");
  const rows = [];
  for (let i = 1; i < lines.length; i++) {
    if (lines[i] !== "") rows.push(lines[i].split(","));
  }
  return rows;
}
