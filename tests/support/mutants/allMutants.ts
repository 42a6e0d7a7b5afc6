import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { bugMutants } from "./bugs.ts";
import { root } from "./load.ts";
import { type Mutant, mutantsOf } from "./mutate.ts";

/** Lists every mutant of every rule and wrapper, known bugs first. */
export function allMutants(): Mutant[] {
  const files = readdirSync(`${root}src/optim`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".generated"))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  const sources = files.map((name) => [`src/optim/${name}`, readFileSync(`${root}src/optim/${name}`, "utf8")] as const);
  const rules = sources.filter(
    ([file, source]) => /= define(Rule|Wrapper)\(/.test(source) || /\/(ranger|clip|clipGrad\w+)\.ts$/.test(file),
  );
  return [...bugMutants(), ...rules.flatMap(([file, source]) => mutantsOf(file, source))];
}

export const describeMutant = ({ file, line, kind, before, after }: Mutant): string =>
  `${file}:${line} ${kind}\n    ${before}\n    ${after}`;
