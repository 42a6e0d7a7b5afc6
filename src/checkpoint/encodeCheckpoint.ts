import { checkArgument } from "../check/checkArgument.ts";
import { countOrZero } from "../check/kinds.ts";
import { encodeSafetensors } from "./formats/encodeSafetensors.ts";
import type { StoredTensor } from "./formats/safetensors.ts";
import { pack } from "./formats/support/pack.ts";
import type { Run } from "./run.ts";
import { allGenerators } from "./support/allGenerators.ts";
import { checksum } from "./support/checksum.ts";
import { version } from "./support/version.ts";
import { storedModel } from "./weights/support/storedModel.ts";

/**
 * Returns the bytes of a checkpoint of the run as it is now. Throws if `extra` or a state holds what cannot be saved.
 */
export function encodeCheckpoint({ model, optimizer, loader, generators, step, extra }: Run): Uint8Array<ArrayBuffer> {
  checkArgument("checkpoint", "step", step, countOrZero);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of storedModel(model.stateDict())) tensors.set(`model.${name}`, tensor);
  const state = {
    optimizer: optimizer?.stateDict() ?? null,
    loader: loader?.stateDict() ?? null,
    generators: Object.fromEntries(
      allGenerators(model, generators).map(([name, random]) => [name, random.stateDict()]),
    ),
    step,
    extra: extra ?? null,
  };
  const run = pack(state, "run", tensors);
  const metadata = new Map([
    ["downhill_checkpoint", version],
    ["run", run],
    ["crc32", checksum(run, tensors)],
  ]);
  return encodeSafetensors({ tensors, metadata });
}
