/** The address of a program's module. */
export interface Start {
  readonly module: string;
}

/** Messages from the worker: texts as they are printed, and how the program ended. */
export type Report =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string; readonly line: number | null };
