/** A value for every update: `t` = 1 at the first. Pure, so resuming needs only `t`. */
export type Schedule = (t: number) => number;
