import type { Random } from "../autograd/random.ts";
import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import { fromDescription } from "../schedules/fromDescription.ts";
import { FileFormatError } from "./formats/fileFormatError.ts";
import type { Plain } from "./formats/support/pack.ts";
import type { Checkpoint, Run } from "./run.ts";
import { allGenerators } from "./support/allGenerators.ts";

/**
 * Puts a checkpoint into a run made in the same way, and returns the step and extra to resume from.
 * Throws FileFormatError if it belongs to another model or optimizer, another number of examples or other generators.
 * The run is then unchanged: all parts check what was saved before any is loaded.
 */
export function restoreRun(run: Omit<Run, "step" | "extra">, checkpoint: Checkpoint): { step: number; extra: Plain } {
  if (typeof checkpoint !== "object" || checkpoint === null || !(checkpoint.model instanceof Map))
    throw new TypeError(`restoreRun: needs the result of loadCheckpoint(path), got ${describeValue(checkpoint)}`);
  const { file, model, optimizer, loader, generators, step, extra } = checkpoint;
  const plan = (field: string, part: () => () => void): (() => void) => {
    try {
      return part();
    } catch (error) {
      const found = (error as Error).message.replace(/^loadStateDict: nothing was loaded: /, "");
      throw new FileFormatError(file, field, "what the run needs", found);
    }
  };
  const changes = [
    plan("model", () => run.model.planLoad(model)),
    plan("optimizer", () => planOptional("optimizer", run.optimizer, optimizer)),
    plan("loader", () => planOptional("loader", run.loader, loader)),
    plan("generators", () => planGenerators(allGenerators(run.model, run.generators), generators)),
  ];
  for (const change of changes) change();
  return { step, extra };
}

function planOptional(what: string, part: Run["optimizer"] | Run["loader"], state: Plain): () => void {
  if (part !== undefined && state === null) throw new Error(`no ${what}, and the run has one`);
  if (part === undefined && state !== null) throw new Error(`one, and the run has no ${what}`);
  return part?.planLoad(state, { fromDescription }) ?? (() => {});
}

function planGenerators(own: [name: string, random: Random][], saved: Plain): () => void {
  const names = own.map(([name]) => name).sort();
  const found = isRecord(saved) ? Object.keys(saved).sort() : [];
  if (!isRecord(saved) || names.join() !== found.join())
    throw new Error(`generators ${found.join(", ") || "none"}, the run has ${names.join(", ") || "none"}`);
  const changes = own.map(([name, random]) => random.planLoad(saved[name] as number[]));
  return () => {
    for (const change of changes) change();
  };
}
