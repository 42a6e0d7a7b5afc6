/** Writes a run down, or shows it. The run calls it and never reads from it, so its numbers stay the same. */
export interface RunObserver {
  /** After every step, counted from 1; after the last of an epoch once it is evaluated. */
  step(step: number): void;
  /** After every epoch, before the run is saved. */
  epoch(): void;
  /** At the end of the run. Returns false if something could not be written. */
  close(): boolean;
}
