/** The names of built-in data. */
export const taskNames = ["digits", "moons", "circles", "spiral", "xor", "gauss", "sine", "line"] as const;
export type TaskName = (typeof taskNames)[number];
