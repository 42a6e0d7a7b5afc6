/** @file The settings of `downhill compare`, read from the flags once. */

import { ruleFactory, ruleNames } from "../experiment/ruleExpression.ts";
import { hasOwnLr } from "../experiment/rules.ts";
import { type DataSettings, readDataSettings } from "../experiment/settings.ts";
import { choiceFlag, numberFlag, numbersFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { isModuleWord } from "../modules/loadExport.ts";
import { readProgressMode } from "../terminal/progress.ts";
import type { ProgressMode } from "../terminal/progressFlag.ts";
import { quoted } from "../terminal/shellCommand.ts";
import type { Environment } from "../terminal/terminal.ts";
import { type Tuning, tunings } from "./comparison.ts";
import { readShard, type Shard } from "./shards/shard.ts";
import type { OutputSettings } from "./showComparison.ts";

export interface CompareSettings extends OutputSettings {
  data: DataSettings;
  rules: readonly string[];
  /** True if no rule was named, so that all are compared. */
  isEveryRule: boolean;
  steps: number;
  seeds: number;
  tuning: Tuning;
  /** The learning rate of all rules with the tuning same-lr; null with the others. */
  lr: number | null;
  /** The rates to tune with, in ascending order; empty without tuning. */
  grid: readonly number[];
  /** The command that repeats this comparison. */
  command: string;
  results: string | null;
  /** The share of the jobs to run and its file; null for all of them. */
  part: { shard: Shard; out: string } | null;
  /** null for one thread a core; 1 for no separate thread. */
  threads: number | null;
  progress: ProgressMode;
}

const halfDecades = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10];

export function readCompareSettings(
  words: readonly string[],
  values: Values,
  environment: Environment,
): CompareSettings {
  for (const name of words) ruleFactory(name)();
  const module = words.find(isModuleWord);
  if (module !== undefined) checkWithModule(module, values);
  const tuning = choiceFlag(values, "tuning", "grid", tunings);
  checkTuning(tuning, values);
  const rules = words.length > 0 ? [...new Set(words)] : ruleNames;
  const fixed = rules.find(hasOwnLr);
  if (tuning !== "defaults" && fixed !== undefined)
    throw new UsageError(
      `${fixed} sets lr, which --tuning ${tuning} would replace; leave lr out, or use --tuning defaults`,
    );
  const grid = [...new Set(numbersFlag(values, "grid") ?? halfDecades)].sort((a, b) => a - b);
  if (grid.some((rate) => rate <= 0)) throw new UsageError(`--grid must be rates above 0, got ${values.grid}`);
  return {
    data: readDataSettings(values, "spiral"),
    rules,
    isEveryRule: words.length === 0,
    steps: numberFlag(values, "steps", 200, { low: 1, whole: true }),
    seeds: numberFlag(values, "seeds", 3, { low: 1, high: 1000, whole: true }),
    tuning,
    lr: tuning === "same-lr" ? numberFlag(values, "lr", 0.01, { low: 0 }) : null,
    grid: tuning === "grid" ? grid : [],
    command: commandLine({ data: "spiral", ...values }, words.length === 0 ? [] : rules),
    results: textFlag(values, "results"),
    part: readPart(values, environment),
    ...readOutputSettings(values),
    threads:
      module !== undefined
        ? 1
        : values.threads === undefined
          ? null
          : numberFlag(values, "threads", 1, { low: 1, whole: true }),
    progress: readProgressMode(values, environment),
  };
}

export const readOutputSettings = (values: Values): OutputSettings => ({
  report: textFlag(values, "report"),
  overwrite: values.overwrite === true,
  timing: values.timing === true,
  json: values.json === true,
});

/** Flags of the whole comparison, which a shard does not show. */
const withoutShard = ["report", "results", "overwrite", "timing", "json"];

function readPart(values: Values, environment: Environment): CompareSettings["part"] {
  const [shard, out] = [textFlag(values, "shard"), textFlag(values, "out")];
  if (shard === null && out === null) return null;
  if (out === null) throw new UsageError("--shard needs --out FILE, the file of its finished runs");
  if (shard === null) throw new UsageError("--out needs --shard K/N, the share of the jobs, such as 3/16 or auto");
  const other = withoutShard.find((name) => values[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(`--${other} is for all shards together; with --shard it has no effect, give it with --merge`);
  return { shard: readShard(shard, environment), out };
}

/** Worker threads do not have the loaders of TypeScript that the user gave Node. */
function checkWithModule(module: string, values: Values): void {
  for (const flag of ["results", "out"])
    if (values[flag] !== undefined)
      throw new UsageError(`--${flag} cannot tell whether ${module} has changed since; leave it out`);
  if (values.threads !== undefined && values.threads !== "1")
    throw new UsageError(`--threads must be 1 with ${module}, which this thread has loaded, got ${values.threads}`);
}

function checkTuning(tuning: Tuning, values: Values): void {
  if (tuning !== "same-lr" && values.lr !== undefined)
    throw new UsageError(`--lr is for --tuning same-lr; with --tuning ${tuning} it has no effect`);
  if (tuning !== "grid" && values.grid !== undefined)
    throw new UsageError(`--grid is for --tuning grid; with --tuning ${tuning} it has no effect`);
}

/** Flags that do not change the numbers. */
const withoutEffect = ["shard", "out", "threads", "progress", "no-unicode", ...withoutShard];

function commandLine(values: Values, names: readonly string[]): string {
  const given = Object.entries(values)
    .filter(([name, value]) => value !== undefined && !withoutEffect.includes(name))
    .flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return ["downhill compare", ...[...names, ...given].map(quoted)].join(" ");
}
