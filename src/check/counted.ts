/** A count with a comma between thousands: 6,042. */
export const thousands = (count: number): string => `${count}`.replace(/\B(?=(\d{3})+$)/g, ",");

/** 1 seed, 3 seeds. */
export const counted = (count: number, noun: string): string => `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
