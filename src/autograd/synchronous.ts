/** Returns `result`. Throws if it is a promise, since an async function would still run after its caller returns. */
export function synchronous<T>(who: string, result: T): T {
  if (result instanceof Promise)
    throw new TypeError(`${who}: the function must be synchronous, got an async one; await before the call`);
  return result;
}
