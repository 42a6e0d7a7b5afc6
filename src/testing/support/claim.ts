/** Everything src/optim exports. */
export type Optim = typeof import("../../optim/index.ts");

/**
 * A proposition and its proof. The proof takes the optimizers as an argument and throws where the proposition fails.
 * The tests run it on src/optim, `npm run mutants` on copies of src/optim with one line broken.
 */
export interface Claim {
  /** One sentence that states the proposition. */
  title: string;
  /** True for a property of the library that correct programs need not have. */
  libraryOnly?: true;
  run(optim: Optim): void;
}

export const claim = (title: string, run: (optim: Optim) => void): Claim => ({ title, run });
