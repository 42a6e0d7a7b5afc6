import { escapeHtml } from "../../../src/cli/report/svg.ts";
import type { Reducer } from "../../../src/schedules/reducers/reducer.ts";
import { curvePanel } from "./curvePanel.ts";
import { sampleRun, sampleRunText } from "./sampleRun.ts";
import { curveSvg } from "./scheduleFigure.ts";

/** The learning rate that a reducer gives in a training, and the loss that it reacts to. */
export function reducerFigure<State extends { readonly value: number }>(call: string, reduce: Reducer<State>): string {
  const { losses, rates } = sampleRun(reduce);
  const epochs = losses.map((_, i) => i + 1);
  const logs = losses.map((loss) => Math.log10(loss));
  const changes = rates.flatMap((rate, i) =>
    i > 0 && rate !== rates[i - 1] ? [`${shown(rate)} in epoch ${i + 1}`] : [],
  );
  const words = `${rates[0]} at first, then ${changes.slice(0, 4).join(", ")}${changes.length > 4 ? " and so on" : ""}`;
  const [rate, loss] = [curvePanel("learning rate", epochs, rates), curvePanel("log10 of the mean loss", epochs, logs)];
  return [
    '<div class="curves" v-pre>',
    curveSvg(`The learning rate: ${words}`, rate),
    curveSvg(`The logarithm of the loss, from ${shown(logs[0])} to ${shown(logs[logs.length - 1])}`, loss),
    "</div>",
    `<p class="caption" v-pre><code>${escapeHtml(call)}</code> by epoch: ${words}. It reacts to the loss of ${sampleRunText}.</p>`,
  ].join("\n");
}

const shown = (value: number): string => `${Number(value.toPrecision(3))}`;
