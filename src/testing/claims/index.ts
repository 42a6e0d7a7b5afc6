/** @file Every claim, by topic. */
import type { Check } from "../check.ts";
import { adamClaims } from "./adam.ts";
import { adamRelatives } from "./adamRelatives.ts";
import { adaptive } from "./adaptive.ts";
import { averagesOfWeights } from "./averages.ts";
import { averaging } from "./averaging.ts";
import { closures } from "./closures.ts";
import { descent } from "./descent.ts";
import { changesOfGradients } from "./gradients.ts";
import { muonClaims } from "./muon.ts";
import { tensorwise } from "./tensors.ts";
import { ratesInTransition } from "./transitions.ts";

export const allClaims: Record<string, readonly Check[]> = {
  "gradient descent and momentum": descent,
  "rates that adapt to the gradients": adaptive,
  "Adam, AdamW and AMSGrad": adamClaims,
  "Adam's relatives": adamRelatives,
  "rates in transition": ratesInTransition,
  "averages of the weights": averaging,
  "wrappers that average": averagesOfWeights,
  "changes of the gradient": changesOfGradients,
  "rules for whole tensors": tensorwise,
  "updates that are orthogonal": muonClaims,
  "rules that evaluate the loss": closures,
};
