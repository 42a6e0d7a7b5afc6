import { finiteDifferences } from "./finiteDifferences.ts";
import { hygiene } from "./hygiene.ts";
import { invariances } from "./invariances.ts";
import { kernelAgreement } from "./kernelAgreement.ts";
import { resuming } from "./resuming.ts";
import type { Subject } from "./subject.ts";
import type { Claim } from "./support/claim.ts";
import { tracing } from "./tracing.ts";

/** Returns every claim about a rule: those of its paper, then those that hold for all rules. */
export const proofsOf = (subject: Subject): Claim[] => [
  ...subject.claims,
  ...invariances(subject),
  ...hygiene(subject),
  ...finiteDifferences(subject),
  ...resuming(subject),
  ...tracing(subject),
  ...kernelAgreement(subject),
];
