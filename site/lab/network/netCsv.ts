import { curveNames } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";
import { settingsText } from "./netWords.ts";

/** Every number of every curve as CSV, with all digits; the last column has the settings that all rules share. */
export function netCsv({ names, records, state }: NetRun): string {
  const settings = settingsText(state) || "none";
  const cell = (x: number): string => (Number.isNaN(x) ? "" : `${x}`);
  const rows = records.flatMap(({ curves, done }, i) =>
    Array.from({ length: done + 1 }, (_, t) =>
      [names[i], t, ...curveNames.map((name) => cell(curves[name][t])), settings].join(","),
    ),
  );
  return `rule,step,${curveNames.join(",")},with every rule\n${rows.join("\n")}\n`;
}
