import { watcher } from "./watcher.ts";

/** Runs the forward pass of a layer and tells the hook, if any, its name. */
export function inLayer<T>(name: () => string, forward: () => T): T {
  const watching = watcher();
  if (watching === null) return forward();
  watching.enter(name());
  try {
    return forward();
  } finally {
    watching.leave();
  }
}
