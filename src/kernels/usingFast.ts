let fast = true;

/** Returns false between `useReference()` and `useFast()`, and true otherwise. */
export const usingFast = (): boolean => fast;

/** @internal */
export function setFast(value: boolean): void {
  fast = value;
}
