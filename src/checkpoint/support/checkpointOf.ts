import { excerpt } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import { FileFormatError } from "../formats/fileFormatError.ts";
import type { Safetensors } from "../formats/safetensors.ts";
import { unpack } from "../formats/support/pack.ts";
import type { Checkpoint } from "../run.ts";
import { modelState } from "../weights/support/storedModel.ts";
import { checksum } from "./checksum.ts";
import { version } from "./version.ts";

/** Returns the checkpoint in a decoded file. Throws FileFormatError at any damage. */
export function checkpointOf({ tensors, metadata }: Safetensors, file: string): Checkpoint {
  const field = (name: string): string => metadata.get(name) ?? wrong(name, "a text in __metadata__", "none");
  const wrong = (name: string, expected: string, found: string): never => {
    throw new FileFormatError(file, name, expected, found);
  };
  if (!metadata.has("downhill_checkpoint"))
    wrong("file", "a checkpoint of a run", "weights only; loadWeightsFile puts them into a model");
  const found = field("downhill_checkpoint");
  if (found !== version) wrong("downhill_checkpoint", `version ${version}`, excerpt(found));
  const run = field("run");
  const crc = checksum(run, tensors);
  if (field("crc32") !== crc) wrong("crc32", `${crc}, which the contents have`, excerpt(field("crc32")));
  const isOfModel = (name: string): boolean => name.startsWith("model.");
  const ofRun = new Map([...tensors].filter(([name]) => !isOfModel(name)));
  const ofModel = new Map([...tensors].filter(([name]) => isOfModel(name)).map(([name, t]) => [name.slice(6), t]));
  const state = unpack(run, "run", ofRun, wrong);
  if (!isRecord(state)) return wrong("run", "an object", excerpt(run));
  const { step, optimizer = null, loader = null, generators = {}, extra = null } = state;
  if (typeof step !== "number" || !Number.isSafeInteger(step) || step < 0)
    return wrong("run.step", "a whole number, 0 or more", `${JSON.stringify(step)}`);
  return { file, model: modelState(ofModel, file), optimizer, loader, generators, step, extra };
}
