import type { Candidate, Identification } from "./identification.ts";
import { expressionOf } from "./support/expression.ts";
import type { Work } from "./support/fit.ts";
import { messageOf } from "./support/message.ts";
import { type Recording, readRecording } from "./support/readRecording.ts";
import type { Run } from "./support/run.ts";
import { type Found, search } from "./support/search.ts";
import { separate } from "./support/separate.ts";
import type { Settled } from "./support/settle.ts";
import { verify } from "./support/verify.ts";

/** Settings of the search. */
export interface IdentifyOptions {
  /** Called after every form that was fitted, with its name. */
  onProgress?(name: string): void;
}

/** Descriptions longer than the shortest by this many bits are not alternatives, only possible. */
const unlikely = 16;

/**
 * Names the update rule that made a recorded path, with its hyperparameters.
 *
 *     identify({ theta: [θ₀, …, θ_T], gradients: [g₁, …, g_T] })
 *
 * θ₀ are the weights before the first step, θₜ those after step t, gₜ the gradient of step t. An entry is a list of
 * numbers, a nested list, a typed array, `{ data, shape }`, or an object of these by name.
 * Every published form, known bug and wrapper is fitted, and each fit is replayed by the library's own loops. Rounding
 * of the recording's number format is told from a different rule.
 * Throws a TypeError or RangeError if the recording is not finite, or its lengths do not fit.
 *
 * @example identify({ theta: [[1, -2], [0.95, -1.9], [0.92, -1.85]], gradients: [[0.5, -1], [0.3, -0.5]] }).candidates[0].expression // "sgd(lr=0.1)"
 */
export function identify(recording: Recording, { onProgress = () => {} }: IdentifyOptions = {}): Identification {
  const run = readRecording(recording);
  const work: Work = { replays: 0 };
  const found = search(run, work, onProgress);
  const answer = found.settled.length > 0 ? fromFits(found.settled, run) : fromClosest(found, run, work);
  const all = { ...answer, precision: run.precision.name, replays: work.replays };
  return { ...all, message: messageOf(all, run) };
}

type Answer = Omit<Identification, "message" | "precision" | "replays">;

/** Rounding explains every step for at least one form. */
function fromFits(settled: readonly Settled[], run: Run): Answer {
  const [best, ...others] = settled;
  const rivals = others
    .filter(({ bits }) => bits < best.bits + unlikely)
    .map((rival) => ({ rival, apart: separate(best, rival, run) }))
    // A bug that changes nothing with these numbers is no alternative.
    .filter(({ rival, apart }) => apart.differs || rival.form.bug === null);
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

function fromClosest({ closest }: Found, run: Run, work: Work): Answer {
  const near = closest.filter(({ error }) => error < far).slice(0, 3);
  if (near.length === 0) return { verdict: "unknown", candidates: [], departure: null };
  const settled = near.map((fit) => ({
    ...fit,
    verdict: verify(fit.form, fit.hyper, run, work),
    undetermined: [],
    bits: 0,
  }));
  const [best, ...others] = settled.sort((a, b) => b.verdict.steps - a.verdict.steps || a.error - b.error);
  const candidates = [candidateOf(best, null), ...others.map((one) => candidateOf(one, separate(best, one, run)))];
  return { verdict: "nearest", candidates, departure: null };
}
