/**
 * @file `npm run conformance`: identifies the recorded paths of other libraries' optimizers, and writes
 * docs/reference/conformance.md. The figures of their tests are in tests/foreign. With `--record` it first records
 * TensorFlow.js and deepbox again; tests/testing/recordings/record_torch.py records PyTorch. With `--check` it writes
 * nothing and exits 1 if the page would change.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Identification, identify, knownBugs } from "../src/testing/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Recorded {
  call: string;
  shape: number[];
  theta: number[][];
  gradients: number[][];
}

/** The rules that a name in another library may stand for, in lower case. */
const claims: Readonly<Record<string, readonly string[]>> = {
  sgd: ["sgd", "momentum", "nesterov"],
  momentum: ["momentum", "nesterov"],
  adam: ["adam", "amsgrad"],
};

const claimOf = (call: string): string => (/(\w+)\(/.exec(call)?.[1] ?? "").toLowerCase();

interface Row {
  readonly library: string;
  readonly call: string;
  readonly answer: Identification;
}

function rowsOf(name: string): Row[] {
  const { library, cases } = JSON.parse(readFileSync(`${root}tests/testing/recordings/${name}.json`, "utf8"));
  return (cases as Recorded[]).map(({ call, shape, theta, gradients }) => {
    const single = (rows: number[][]) => rows.map((row) => ({ data: Float32Array.from(row), shape }));
    return { library, call, answer: identify({ theta: single(theta), gradients: single(gradients) }) };
  });
}

const bugOf = ({ candidates: [best] }: Identification) => knownBugs.find(({ name }) => name === best?.bug);

/** A sentence if the optimizer computes something else than its name says; null if it does not. */
function disagreement({ call, answer }: Row): string | null {
  const [best] = answer.candidates;
  const bug = bugOf(answer);
  if (!answer.verdict.startsWith("identified")) return answer.message.split("\n")[0];
  if (bug !== undefined) return bug.what;
  const claim = claimOf(call);
  return (claims[claim] ?? [claim]).includes(best.rule) ? null : `it follows \`${best.expression}\``;
}

function line({ call, answer }: Row): string {
  const { verdict, candidates } = answer;
  const [best, ...others] = candidates;
  if (best === undefined) return `| \`${call}\` | ${verdict} | | |`;
  const also = others
    .filter(({ apart }) => apart?.differs)
    .map(({ expression, bug }) => `\`${expression}\`${bug === null ? "" : ` with the bug ${bug}`}`);
  const free = best.undetermined.length > 0 ? [`${best.undetermined.join(", ")} not determined`] : [];
  const notes = [
    ...(bugOf(answer) ? [bugOf(answer)?.what] : []),
    ...free,
    ...(also.length > 0 ? [`or ${also.slice(0, 2).join(", ")}`] : []),
  ];
  return `| \`${call}\` | ${verdict === "nearest" ? "nearest: " : ""}\`${best.expression}\` | ${best.digits} | ${notes.join("; ")} |`;
}

function page(rows: readonly Row[]): string {
  const libraries = [...new Set(rows.map(({ library }) => library))];
  const odd = rows.flatMap((row) => {
    const text = disagreement(row);
    return text === null ? [] : [`- ${row.library}, \`${row.call}\`: ${text}.`];
  });
  const tables = libraries.map((library) => {
    const own = rows.filter((row) => row.library === library);
    return [
      `## ${library}`,
      "",
      "| optimizer | named as | digits | notes |",
      "| --- | --- | --- | --- |",
      ...own.map(line),
    ].join("\n");
  });
  return `# Conformance of other libraries

This page says which rules the optimizers of other libraries compute. \`npm run conformance\` writes it.
Each optimizer was recorded in Float32: 24 steps of 2 × 2 weights along the gradient of a noisy quadratic.
[\`identify\`](../guide/identify.md) then named the rule. \`@jax-js/jax\` has no optimizers.

- **named as**: the rule of downhill that makes the same path, with fitted hyperparameters. Defaults are left out.
- **digits**: the decimal digits to which its moves agree with the recorded ones. Float32 has about 7.
- **not determined**: other values of this hyperparameter make the same path too.
- **or**: this rule makes the same path too. "With the bug" means the rule with a known mistake.

## Disagreements

These optimizers compute another rule than their names say.

${odd.join("\n")}

${tables.join("\n\n")}

${figures()}
`;
}

interface Figures {
  repository: string;
  folder: string;
  differs?: Record<string, string>;
  cases: { file: string; theta?: number[][]; wrong?: { step: number; weight: number; here: number; why: string }[] }[];
}

/** Says which figures of other libraries' own tests downhill is held to, and where it differs. */
function figures(): string {
  const files = ["tfjsGradients", "tfjsOptimizers", "optaxSchedules", "optaxLosses"];
  const tables = files.map((name): Figures => JSON.parse(readFileSync(`${root}tests/foreign/${name}.json`, "utf8")));
  const rows = tables.map(({ repository, folder, cases }) => {
    const sources = new Set(cases.map(({ file }) => file)).size;
    return `| [${repository.replace("https://github.com/", "")}](${repository}), ${folder} | ${sources} | ${cases.length} |`;
  });
  const reasons = tables.flatMap(({ differs = {} }) => Object.values(differs).map((text) => `- ${capital(text)}.`));
  const wrong = tables.flatMap(({ cases }) =>
    cases.flatMap(({ file, theta = [], wrong = [] }) =>
      wrong.map(
        ({ step, weight, here, why }) => `| ${file} | ${step} | ${theta[step - 1][weight]} | ${here} | ${why} |`,
      ),
    ),
  );
  return `## Figures of other libraries' tests

\`tests/foreign\` holds downhill to the figures that the tests of other libraries expect.

| source | files | cases |
| --- | --- | --- |
${rows.join("\n")}

downhill differs in these points:

${reasons.join("\n")}

These figures are wrong, within the tolerance of the test that has them:

| file | step | expected there | right | why |
| --- | --- | --- | --- | --- |
${wrong.join("\n")}`;
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

if (process.argv.includes("--record"))
  execFileSync(process.execPath, ["--import", "tsx", "bench/record.ts"], { cwd: root, stdio: "inherit" });
const rows = ["torch", "tensorflowjs", "deepbox"].flatMap((name) => rowsOf(name));
writeOrCheck({ "docs/reference/conformance.md": page(rows) });
