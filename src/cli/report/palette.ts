/** @file The looks of rules, which never differ by colour alone. */

/**
 * Contrast at least 3.8 : 1 on the page in light and in dark. The ink of the page is one; grey is for the other rules.
 */
export const colours = ["#2a78d6", "#d1490e", "#0f8a5f", "#9a5bd0", "#a57a00", "#cf3d84", "var(--ink)", "#1b8fa3"];
const dashes = ["", "6 2", "2 2", "8 2 2 2"];

/** Outlines around (0, 0), about 7 units wide. */
const markers = [
  "M-3.5,0A3.5,3.5 0 1 0 3.5,0A3.5,3.5 0 1 0 -3.5,0Z",
  "M-3.2,-3.2H3.2V3.2H-3.2Z",
  "M0,-4.2L4,3.2H-4Z",
  "M0,-4.6L4.6,0L0,4.6L-4.6,0Z",
  "M0,4.2L4,-3.2H-4Z",
  "M-1.3,-4V-1.3H-4V1.3H-1.3V4H1.3V1.3H4V-1.3H1.3V-4Z",
  "M-4,0L-2,-3.5H2L4,0L2,3.5H-2Z",
  "M-4,-2.6L-2.6,-4L0,-1.4L2.6,-4L4,-2.6L1.4,0L4,2.6L2.6,4L0,1.4L-2.6,4L-4,2.6L-1.4,0Z",
];

export interface Look {
  colour: string;
  dash: string;
  marker: string;
}

/** The look of the rule at this rank; the eight looks repeat after that. */
export const lookOf = (rank: number): Look => ({
  colour: colours[rank % colours.length],
  dash: dashes[rank % dashes.length],
  marker: markers[rank % markers.length],
});
