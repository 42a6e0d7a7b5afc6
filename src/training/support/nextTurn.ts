/** Environments differ in the function that ends a task soonest; none of these is clamped to 4 ms as setTimeout is. */
interface Turns {
  readonly scheduler?: { yield?(): Promise<void> };
  setImmediate?(done: () => void): unknown;
}

/** Lets the page or the process handle events, then continues. */
export function nextTurn(): Promise<void> {
  const { scheduler, setImmediate } = globalThis as Turns;
  if (scheduler?.yield) return scheduler.yield();
  if (setImmediate) return new Promise((done) => setImmediate(done));
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
