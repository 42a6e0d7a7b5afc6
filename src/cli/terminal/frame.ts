/** @file The one line that shows how training is going: pure functions from numbers to text. */
import type { ScoreName } from "../experiment/objective.ts";
import { clock, mean, short } from "./numbers.ts";
import { sparkline } from "./sparkline.ts";

export interface Frame {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  /** Training loss of every step so far (mean over the batch). */
  losses: readonly number[];
  /** The same in a bounded number of means, so that a redraw costs the same however long the run. */
  curve: readonly number[];
  /** The examples of loss and score: test or validation. */
  heldOut: "test" | "val";
  /** After the last epoch; absent before the first. */
  heldOutLoss?: number;
  score?: number;
  scoreName: ScoreName;
  lr: number;
  gradientNorm: number;
  /** Norm of the last update over norm of the parameters. */
  updateRatio: number;
  /** ms since training began. */
  elapsed: number;
}

/** The mean loss of the last twenty steps: one batch alone jumps about. */
export const recentLoss = (losses: readonly number[]): number => mean(losses.slice(-20));

const speed = ({ step, elapsed }: Frame): number => (1000 * step) / elapsed;
const eta = ({ step, steps, elapsed }: Frame): number => ((steps - step) * elapsed) / step / 1000;

/** One line of at most `width` characters; the least important parts go first when it is too long. */
export function barLine(frame: Frame, width: number, unicode: boolean): string {
  const { epoch, epochs, step, steps, losses, curve, gradientNorm, updateRatio, elapsed } = frame;
  const loss = recentLoss(losses);
  const must = [
    `epoch ${`${epoch}`.padStart(`${epochs}`.length)}/${epochs}`,
    bar(step / steps, 12, unicode),
    `${Math.floor((100 * step) / steps)}%`.padStart(4),
  ];
  const parts: { text: string; drop: number }[] = [
    { text: Number.isFinite(loss) ? `loss ${short(loss)}` : "loss NaN!", drop: 0 },
    { text: sparkline(curve, 10, unicode), drop: 2 },
    { text: `${losses[0].toPrecision(2)}${unicode ? "→" : ">"}${loss.toPrecision(2)}`, drop: 6 },
    { text: showScore(frame, unicode), drop: 1 },
    { text: `${clock(elapsed / 1000)}<${clock(eta(frame))}`, drop: 1 },
    { text: `${speed(frame).toFixed(0)} it/s`, drop: 3 },
    { text: `|g| ${short(gradientNorm)}`, drop: 4 },
    { text: Number.isNaN(updateRatio) ? "" : `u/w ${updateRatio.toExponential(1)}`, drop: 5 },
  ];
  for (let keep = 6; keep >= 0; keep--) {
    const line = [
      ...must,
      ...parts.filter(({ text, drop }) => text !== "" && drop <= keep).map(({ text }) => text),
    ].join(" ");
    if (line.length <= width) return line;
  }
  return `${must[0]} ${must[2].trim()} ${parts[0].text}`.slice(0, width);
}

function bar(share: number, width: number, unicode: boolean): string {
  const full = Math.round(Math.min(1, share) * width);
  return unicode ? "█".repeat(full) + "░".repeat(width - full) : "#".repeat(full) + "-".repeat(width - full);
}

function showScore({ heldOut, score, scoreName }: Frame, unicode: boolean): string {
  if (score === undefined) return "";
  const text =
    scoreName === "accuracy" ? `acc ${(100 * score).toFixed(1)}%` : `R${unicode ? "²" : "2"} ${score.toFixed(3)}`;
  return heldOut === "val" ? `val ${text}` : text;
}

/** The same as `key=value` pairs, for logs and pipes. */
export function plainLine(frame: Frame): string {
  const { epoch, epochs, step, losses, heldOut, heldOutLoss, score, scoreName, lr, gradientNorm, updateRatio } = frame;
  const pairs = {
    epoch: `${epoch}/${epochs}`,
    step,
    loss: short(recentLoss(losses)),
    [heldOut]: heldOutLoss === undefined ? undefined : short(heldOutLoss),
    [scoreName === "accuracy" ? "acc" : "r2"]: score?.toFixed(4),
    lr: short(lr),
    gnorm: short(gradientNorm),
    uw: updateRatio.toExponential(1),
    it_s: speed(frame).toFixed(0),
    eta: `${Math.round(eta(frame))}s`,
  };
  return Object.entries(pairs)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}
