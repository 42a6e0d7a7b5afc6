import { short } from "../../../src/cli/terminal/numbers.ts";
import type { Definition, Rule } from "../../../src/optim/index.ts";
import { citation } from "../../../src/optim/support/citation.ts";
import { explainedSteps } from "../../../src/testing/explainedSteps.ts";
import {
  gradientStreams,
  type Stream,
  streamShape,
  streamStart,
} from "../../../src/testing/support/gradientStreams.ts";
import { streamPath } from "../../../src/testing/support/streamPaths.ts";
import { inlineHtml } from "../html.ts";

/** Steps that differ by less than this fraction are the same within rounding. */
const rounding = 1e-9;

/** Rows of a table: a variant, its source, where it parts from the default, and what it computes. */
export function variantRows(definition: Definition, make: (variant: string) => Rule): string[][] {
  return Object.entries(definition.variants).map(([variant, { source }]) => {
    const said = definition.differsFrom.find((one) => one.variant === variant);
    const parting = partingText(make(""), make(variant));
    return [
      `<code>${variant}</code>`,
      inlineHtml([citation(source), source.place].filter(Boolean).join(", ")),
      inlineHtml(parting),
      said === undefined ? "" : inlineHtml(`${said.who}: ${said.how}`),
    ];
  });
}

/** The weights of every step, and those of an average beside them. */
function shownPath(rule: Rule, stream: Stream): number[][] {
  const { average } = rule;
  if (rule.inner === undefined || average === undefined) return streamPath(rule, stream);
  const steps = explainedSteps(rule, undefined, streamStart, stream.gradients, streamShape);
  return [[...streamStart, ...streamStart], ...steps.map(({ after, state }) => [...after, ...state[average]])];
}

/** Two numbers with at least four digits, and with more where those are equal. */
function differing(a: number, b: number): string[] {
  let precision = 4;
  while (precision < 17 && a.toPrecision(precision) === b.toPrecision(precision)) precision++;
  return [a, b].map((x) => (precision === 4 ? short(x) : `${Number(x.toPrecision(precision))}`));
}

/** The first step at which two forms move a weight differently, on the first gradients that tell them apart. */
function partingText(a: Rule, b: Rule): string {
  for (const stream of gradientStreams) {
    const [one, other] = [shownPath(a, stream), shownPath(b, stream)];
    for (let t = 1; t < one.length; t++) {
      const moves = [one, other].map((path) => path[t].map((value, i) => value - path[t - 1][i]));
      const at = moves[0].findIndex((move, i) => {
        const size = Math.max(Math.abs(move), Math.abs(moves[1][i]));
        return Math.abs(move - moves[1][i]) > rounding * size + 1e-12 * Math.abs(one[t][i]);
      });
      if (at >= 0) return `step ${t}, on ${stream.name}: ${differing(moves[0][at], moves[1][at]).join(" becomes ")}`;
    }
  }
  return "the same weights on every stream of the tests";
}
