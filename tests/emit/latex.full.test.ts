/** @file Emitted algorithms are well-formed LaTeX, and compile where pdflatex is installed. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { emittedCases } from "../support/emittedCases.ts";
import { newFolder } from "../support/newFolder.ts";

const files = new Map(emittedCases("latex").cases.map(({ module, emitted }) => [module, emitted.files[0].text]));

const commands = new Set(
  (
    "alpha bar begin beta bmod caption cdot cases delta Delta dots end EndFor EndIf eta exp For frac gamma ge gets hat If " +
    "infty lambda land le ln lor lvert mathrm max min mu nabla ne operatorname psi Require rho rvert sqrt State Statex sum " +
    "tau text theta tilde varepsilon varphi"
  ).split(" "),
);

it.each([...files])("%s: brackets and environments match, and commands are known", (_, text) => {
  const body = text.replace(/^%.*$/gm, "");
  const used = [...body.matchAll(/\\([A-Za-z]+)/g)].map(([, name]) => name);
  expect(used.filter((name) => !commands.has(name))).toEqual([]);
  const open: string[] = [];
  for (const [, way, name] of body.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
    if (way === "begin") open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  let depth = 0;
  for (const [sign] of body.matchAll(/(?<!\\)[{}]/g)) {
    depth += sign === "{" ? 1 : -1;
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
  for (const line of body.split("\n")) expect([...line.matchAll(/(?<!\\)\$/g)].length % 2, line).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  expect(body.match(/[^\x00-\x7f]/g) ?? []).toEqual([]);
});

const hasLatex =
  spawnSync("pdflatex", ["--version"]).status === 0 && spawnSync("kpsewhich", ["algpseudocode.sty"]).status === 0;

it.skipIf(!hasLatex)("compiles (skipped without pdflatex and algorithmicx)", () => {
  const folder = newFolder();
  const document = [
    "\\documentclass{article}",
    "\\usepackage{amsmath, algorithm, algpseudocode}",
    "\\begin{document}",
    ...[...files.values()].map((text) => `${text}\\clearpage`),
    "\\end{document}",
  ].join("\n");
  writeFileSync(join(folder, "all.tex"), document);
  const { status, stdout } = spawnSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "all.tex"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect([status, status === 0 ? "" : stdout.slice(-2000)]).toEqual([0, ""]);
  expect(readFileSync(join(folder, "all.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
});
