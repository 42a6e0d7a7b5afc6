import type { LabState } from "./state.ts";

/** One part of a hash. */
export interface Field {
  readonly key: string;
  /** Returns the changes. Calls `refuse` with the problem and returns none if the text is wrong. */
  read(text: string, refuse: (problem: string) => void, state: LabState): Partial<LabState>;
  /** The text, or null where the state is as at first. */
  write(state: LabState): string | null;
}
