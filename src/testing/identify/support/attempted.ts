/** The result, or null where a form refuses the shapes of the tensors, as Muon refuses vectors. */
export function attempted<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
