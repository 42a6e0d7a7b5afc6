import { checkArgument } from "../../check/checkArgument.ts";
import { count } from "../../check/kinds.ts";

/** Throws unless every value is an integer >= 1: `positive("Linear", { inFeatures, outFeatures })`. */
export function positive(who: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) checkArgument(who, name, value, count);
}
