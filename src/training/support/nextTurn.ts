/** Node's own function; browsers do not have it. */
interface Turns {
  setImmediate?(done: () => void): unknown;
}

/**
 * Lets the page or the process handle events, then continues.
 *
 * A message to itself waits behind earlier events. It is not delayed to 4 ms as setTimeout is. Not `scheduler.yield()`:
 * its continuation overtakes messages, so a worker would never hear "pause".
 */
export function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as Turns;
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
