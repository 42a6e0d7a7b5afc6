import { checkArgument } from "../../../check/checkArgument.ts";
import { count } from "../../../check/kinds.ts";

/** Height and width in pixels, or one number for both. */
export type ImageSize = number | readonly [height: number, width: number];

/** Returns height and width. Throws RangeError for others than whole numbers. */
export function imageSides(who: string, size: ImageSize): { height: number; width: number } {
  const [height, width] = typeof size === "number" ? [size, size] : size;
  checkArgument(who, "size", height, count);
  checkArgument(who, "size", width, count);
  return { height, width };
}
