/** @file Every claim, by topic. */
import type { Check } from "../check.ts";
import { adamClaims } from "./adam.ts";
import { adaptive } from "./adaptive.ts";
import { averagesOfWeights } from "./averages.ts";
import { averaging } from "./averaging.ts";
import { closures } from "./closures.ts";
import { descent } from "./descent.ts";
import { changesOfGradients } from "./gradients.ts";
import { tensorwise } from "./tensors.ts";
import { ratesInTransition } from "./transitions.ts";

export const allClaims: Record<string, readonly Check[]> = {
  "gradient descent and momentum": descent,
  "rates that adapt to the gradients": adaptive,
  "Adam and its relatives": adamClaims,
  "rates in transition": ratesInTransition,
  "averages of the weights": averaging,
  "wrappers that average": averagesOfWeights,
  "changes of the gradient": changesOfGradients,
  "rules for whole tensors": tensorwise,
  "rules that evaluate the loss": closures,
};
