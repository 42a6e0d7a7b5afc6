import type { Candidate, Identification } from "../identification.ts";
import { knownBugs } from "../knownBugs.ts";
import type { Run } from "./run.ts";

type Answer = Omit<Identification, "message">;

/** The answer in a few sentences. */
export function messageOf(answer: Answer, run: Run): string {
  const { verdict, candidates, departure } = answer;
  const [best, ...others] = candidates;
  if (verdict === "unknown")
    return `unknown: no rule comes within a tenth of the moves of this recording (${sizeOf(run)})`;
  const sentences =
    verdict === "nearest"
      ? [`nearest: ${nameOf(best)}, which agrees for ${best.steps} of ${run.steps} steps`]
      : [`${verdict}: ${nameOf(best)}, to ${best.digits} digits for ${best.steps} steps (${sizeOf(run)})`];
  if (best.undetermined.length > 0) sentences.push(`not determined: ${best.undetermined.join(", ")}`);
  if (departure !== null) {
    const { step, weight, recorded, predicted, line } = departure;
    const factor =
      line?.factor == null ? "" : `; ${Number(line.factor.toPrecision(3))} times its value explains the step`;
    const at = line === null ? "" : `, at ${line.file}:${line.line} \`${line.text}\`${factor}`;
    sentences.push(`departs at step ${step}, ${weight}: ${recorded} recorded, ${predicted} predicted${at}`);
  }
  const also = verdict === "nearest" ? "next" : "also fits";
  for (const other of others.filter(({ apart }) => apart?.differs).slice(0, 5))
    sentences.push(`${also}: ${nameOf(other)}; ${other.apart?.how}`);
  const equal = others.filter(({ apart }) => apart?.differs === false).slice(0, 5);
  if (equal.length > 0) sentences.push(`computes the same: ${equal.map(nameOf).join(", ")}`);
  return sentences.join("\n");
}

/** The expression, with the bug in words. */
function nameOf({ expression, bug }: Candidate): string {
  const known = knownBugs.find(({ name }) => name === bug);
  if (known === undefined) return expression;
  return `${expression} with a bug: ${known.what}${known.who === undefined ? "" : `, as in ${known.who}`}`;
}

const sizeOf = ({ steps, weights, precision }: Run): string =>
  `${steps} ${steps === 1 ? "step" : "steps"} of ${weights} ${weights === 1 ? "weight" : "weights"} in ${precision.name}`;
