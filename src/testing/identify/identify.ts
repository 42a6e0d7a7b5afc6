import type { Candidate, Identification } from "./identification.ts";
import { departureOf } from "./support/departureOf.ts";
import { expressionOf } from "./support/expression.ts";
import type { Work } from "./support/fit.ts";
import { isSame } from "./support/forms.ts";
import { messageOf } from "./support/message.ts";
import { orderHint } from "./support/orderHint.ts";
import { type Recording, readRecording } from "./support/readRecording.ts";
import type { Run } from "./support/run.ts";
import { type Found, search, searchStart } from "./support/search.ts";
import { separate } from "./support/separate.ts";
import type { Settled } from "./support/settle.ts";
import { verify } from "./support/verify.ts";

/** Settings of the search. */
export interface IdentifyOptions {
  /** Called after every form that was fitted, with its name. */
  onProgress?(name: string): void;
}

/** Descriptions longer than the shortest by this many bits are not alternatives, only possible. */
const unlikely = 20;

/** The bits that a digit of agreement is worth. */
const bitsOfDigit = 12;

/**
 * Names the update rule that made a recorded path, with its hyperparameters.
 *
 *     identify({ theta: [θ₀, …, θ_T], gradients: [g₁, …, g_T] })
 *
 * θ₀ are the weights before the first step, θₜ those after step t, gₜ the gradient of step t. An entry is a list of
 * numbers (also nested), a typed array, `{ data, shape }`, or an object of these by name. Every published form, known
 * bug and wrapper is fitted, and each fit is replayed by the library's own loops. Rounding of the recording's number
 * format is told from a different rule. Throws a TypeError or RangeError if the recording is not finite, or its lengths
 * do not fit.
 *
 * @example identify({ theta: [[1, -2], [0.95, -1.9], [0.92, -1.85]], gradients: [[0.5, -1], [0.3, -0.5]] })
 *   .candidates[0].expression
 * // "sgd(lr=0.1)"
 */
export function identify(recording: Recording, { onProgress = () => {} }: IdentifyOptions = {}): Identification {
  const run = readRecording(recording);
  const work: Work = { replays: 0 };
  const found = search(run, work, onProgress);
  const answer =
    found.settled.length > 0
      ? fromFits(found.settled, run)
      : fromClosest(found, searchStart(run, work, onProgress), run, work);
  const all = { ...answer, precision: run.precision.name, replays: work.replays };
  const hint = found.settled.length > 0 ? null : orderHint(run);
  return { ...all, message: [messageOf(all, run), ...(hint === null ? [] : [hint])].join("\n") };
}

type Answer = Omit<Identification, "message" | "precision" | "replays">;

/** Rounding explains every step for at least one form. */
function fromFits(settled: readonly Settled[], run: Run): Answer {
  // If one form agrees to all digits of the format, another that agrees to few only hides in tolerances.
  const digits = settled.reduce((most, { verdict }) => Math.max(most, Math.min(verdict.digits, 12)), 0);
  const lengthOf = ({ bits, verdict }: Settled): number =>
    bits + bitsOfDigit * Math.max(0, digits - verdict.digits - 0.3);
  const [best, ...others] = settled
    .filter(({ verdict }) => verdict.digits >= digits - 1)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const rivals = others
    .filter((one) => lengthOf(one) < lengthOf(best) + unlikely)
    // The same form with other numbers only says that these are not determined.
    .filter((one, i) => [best, ...others.slice(0, i)].every((earlier) => !isSame(earlier.form, one.form)))
    .map((rival) => ({ rival, apart: separate(best, rival, run) }));
  const candidates = [candidateOf(best, null), ...rivals.map(({ rival, apart }) => candidateOf(rival, apart))];
  const isAlone = rivals.every(({ apart }) => !apart.differs);
  return { verdict: isAlone ? "identified" : "identified up to", candidates, departure: null };
}

const candidateOf = (settled: Settled, apart: Candidate["apart"]): Candidate => {
  const { form, hyper, verdict, undetermined } = settled;
  return {
    expression: expressionOf(settled),
    rule: form.name,
    variant: form.variant,
    wrappers: form.wrappers,
    bug: form.bug?.name ?? null,
    hyper,
    undetermined,
    digits: Math.floor(verdict.digits),
    steps: verdict.steps,
    apart,
  };
};

/** Fits whose errors are larger than this share of the moves are not named. */
const far = 0.1;

/** No form explains every step. Those that explain the first steps come first, then those with the smallest errors. */
function fromClosest({ closest }: Found, starting: readonly Settled[], run: Run, work: Work): Answer {
  const ends = closest.filter(({ error }) => error < far).slice(0, 3);
  const near = [...starting.slice(0, 8), ...ends.map((fit) => ({ ...fit, bits: Infinity }))];
  if (near.length === 0) return { verdict: "unknown", candidates: [], departure: null };
  const settled = near.map((fit) => ({
    ...fit,
    verdict: verify(fit.form, fit.hyper, run, work),
    undetermined: [],
  }));
  const [best, ...others] = settled
    .sort((a, b) => b.verdict.steps - a.verdict.steps || a.bits - b.bits || a.error - b.error)
    .filter((one, i, all) => all.findIndex((other) => isSame(other.form, one.form)) === i)
    .slice(0, 3);
  const candidates = [candidateOf(best, null), ...others.map((one) => candidateOf(one, separate(best, one, run)))];
  return { verdict: "nearest", candidates, departure: departureOf(best, best.verdict, run) };
}
