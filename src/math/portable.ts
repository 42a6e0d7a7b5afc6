/** The natural logarithm. */
export const log = Math.log;
