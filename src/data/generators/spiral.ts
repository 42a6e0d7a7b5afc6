import { cos, sin } from "../../math/portable.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { checkCount, readToy, type ToyOptions } from "./support/toyOptions.ts";

/** `arms` arms that wind around the origin `turns` times, each arm a class.   inputs: [n, 2] */
export function spiral(n: number, options: ToyOptions & { arms?: number; turns?: number }): Dataset {
  const toy = readToy("spiral", options, 0.02, ["arms", "turns"]);
  const { arms = 2, turns = 1 } = options;
  checkCount("spiral", arms, "arms");
  return plane("spiral", n, arms, toy, (label, share) => {
    const angle = 2 * Math.PI * (turns * share + label / arms);
    return [share * cos(angle), share * sin(angle)];
  });
}
