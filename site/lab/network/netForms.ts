import { allForms, type Form, factories } from "../forms.ts";

/** The forms that train any network by gradients alone. Muon takes no biases. */
export const netForms: readonly Form[] = allForms.filter(
  ({ rule }) => rule !== "muon" && !factories[rule].definition.needsClosure,
);
