/** @file The curves of a run over its steps, as charts. */

import { bucketMeans } from "../../report/bucketMeans.ts";
import type { Line, LineChart } from "../../report/lineChart.ts";
import type { History } from "../history.ts";

/** The points of a curve: about one for every two pixels. */
const mostPoints = 150;

export interface Curves {
  history: History;
  stepsPerEpoch: number;
  /** The held-out examples: "test" or "validation". */
  heldOut: string;
  scoreName: string;
  /** The score of always predicting the same, where it is known. */
  baseline: number | null;
}

/** Returns the charts that have something to draw. */
export function curveCharts({ history, stepsPerEpoch, heldOut, scoreName, baseline }: Curves): LineChart[] {
  const { losses, lr, gradientNorms, updateRatios, epochs } = history;
  const end = losses.length;
  const overEpochs = (key: "loss" | "score"): Line["points"] =>
    thinned(epochs.map((evaluation, i) => [(i + 1) * stepsPerEpoch, evaluation[key]] as const));
  const level = baseline === null ? [] : ([0, end].map((x) => [x, baseline]) as [number, number][]);
  const [first, ...letters] = heldOut;
  const charts: Omit<LineChart, "end">[] = [
    {
      title: "Loss",
      scale: "logarithmic",
      lines: [overSteps("training", losses), { name: heldOut, points: overEpochs("loss") }],
    },
    {
      title: `${first.toUpperCase()}${letters.join("")} ${scoreName}`,
      scale: "linear",
      lines: [
        { name: scoreName, points: overEpochs("score") },
        { name: "baseline", points: epochs.length === 0 ? [] : level },
      ],
    },
    { title: "Learning rate", scale: "from zero", lines: [overSteps("rate", lr)] },
    {
      title: "Gradient norm",
      note: "before clipping",
      scale: "logarithmic",
      lines: [overSteps("norm", gradientNorms)],
    },
    {
      title: "Update over weights",
      note: "about 10⁻³ is usual",
      scale: "logarithmic",
      lines: [overSteps("ratio of norms", updateRatios)],
    },
  ];
  return charts
    .map(({ lines, ...rest }) => ({ ...rest, end, lines: lines.filter(hasValue) }))
    .filter(({ lines }) => lines.length > 0);
}

const hasValue = ({ points }: Line): boolean => points.some(([, y]) => Number.isFinite(y));

function overSteps(name: string, values: readonly number[]): Line {
  const buckets = bucketMeans(values, mostPoints);
  const isThinned = values.length > mostPoints;
  return {
    name,
    points: buckets.map(({ at, mean }) => [at, mean]),
    band: isThinned ? buckets.map(({ at, low, high }) => [at, low, high]) : [],
  };
}

/** At most 300 points, the last among them. */
function thinned<T>(points: readonly T[]): T[] {
  const every = Math.ceil(points.length / (2 * mostPoints));
  return points.filter((_, i) => (points.length - 1 - i) % every === 0);
}
