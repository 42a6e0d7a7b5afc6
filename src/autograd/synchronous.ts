/** Returns `result`, unless it is a promise: an async function would still run after its caller has ended. */
export function synchronous<T>(who: string, result: T): T {
  if (result instanceof Promise)
    throw new TypeError(`${who}: the function must be synchronous, got an async one; await before the call`);
  return result;
}
