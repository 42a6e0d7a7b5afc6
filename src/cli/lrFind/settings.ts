import { hasOwnLr } from "../experiment/rules.ts";
import { type ExperimentSettings, readExperimentSettings } from "../experiment/settings.ts";
import { numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { readProgressMode } from "../terminal/progress.ts";
import type { ProgressMode } from "../terminal/progressFlag.ts";
import type { Environment } from "../terminal/terminal.ts";

/** The settings of `downhill lr-find`. */
export interface LrFindSettings {
  experiment: ExperimentSettings;
  from: number;
  to: number;
  steps: number;
  /** The file to draw the chart in. */
  svg: string | null;
  overwrite: boolean;
  progress: ProgressMode;
  json: boolean;
}

export function readLrFindSettings(values: Values, environment: Environment): LrFindSettings {
  const from = numberFlag(values, "from", 1e-6, { low: Number.MIN_VALUE });
  const to = numberFlag(values, "to", 10, { low: Number.MIN_VALUE });
  if (to <= from) throw new UsageError(`--to must be above --from ${from}, got ${to}`);
  const experiment = readExperimentSettings(values);
  if (hasOwnLr(experiment.optimizer))
    throw new UsageError(`--optimizer ${experiment.optimizer} sets lr, which lr-find looks for; leave lr out`);
  return {
    experiment,
    from,
    to,
    steps: numberFlag(values, "steps", 100, { low: 10, whole: true }),
    svg: textFlag(values, "svg"),
    overwrite: values.overwrite === true,
    progress: readProgressMode(values, environment),
    json: values.json === true,
  };
}
