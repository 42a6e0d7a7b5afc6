/** The variant of a wrapper: `reset(tensorflow)` around `tensorflow` is `reset`. */
export const ownVariant = (joint: string, inner: string): string =>
  inner === "" ? joint : joint.slice(0, -inner.length - 2);
