import { chartsPicture } from "../chartPicture.ts";
import { netCurveContent, netCurves } from "./netCurves.ts";
import type { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";
import { netSummary, settingsText } from "./netWords.ts";

/** All curves of a run as one SVG file. The page's smoothing and axis apply. */
export function netPicture(run: NetRun, state: NetState): string {
  const charts = netCurves.map((curve) => ({ caption: curve.caption, content: netCurveContent(curve, run, state) }));
  const description = [netSummary(run, Math.min(state.t, run.done)), settingsText(state)].filter(Boolean).join(" ");
  return chartsPicture(charts, run.names, description);
}
