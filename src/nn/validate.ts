/** Throws unless every value is a whole number >= 1: `positive("Linear", { inFeatures, outFeatures })`. */
export function positive(who: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${who}: ${name} is ${value}; it needs to be a whole number, 1 or more`);
    }
  }
}
