/** @file The style of the report, in light and dark by the reader's preference. */

/** Colours and charts, for the page and for pictures of its parts. */
export const chartStyle = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --line: #848d97; --paper: #ffffff; --box: #f6f8fa; --grey: #848d97; --contour: #4a6fa5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4ae; --line: #666e78; --paper: #11151a; --box: #1a2027; --grey: #6e7681; --contour: #7fa3d8; } }
text { font: 10.5px system-ui, sans-serif; fill: var(--soft); }
text.name { font-weight: 600; font-size: 12px; fill: var(--ink); }
text.y { text-anchor: end; }
text.x { text-anchor: middle; }
text.first { text-anchor: start; }
text.last { text-anchor: end; }
.grid { stroke: var(--line); stroke-width: .5; fill: none; }
.others path { fill: none; stroke: var(--grey); stroke-width: .7; }
.others .grid { stroke: var(--line); stroke-width: .5; }
.own { fill: none; stroke-width: 2; stroke-linejoin: round; }
.band { opacity: .22; }
.casing { fill: none; stroke: var(--paper); stroke-width: 4; opacity: .8; }
.marker { stroke: var(--paper); }
.place { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.contour { fill: none; stroke: var(--contour); stroke-width: .8; opacity: calc(.75 + .03 * (8 - var(--level))); }
`;

/** One column on a phone. In print, no heading stands alone at the end of a page. */
export const style = `${chartStyle}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem; }
p, figcaption, li { max-width: 44rem; }
.note, figcaption { color: var(--soft); font-size: .9rem; margin: .2rem 0 .8rem; }
dl { margin: .4rem 0; display: grid; gap: .3rem; }
dl div { display: grid; grid-template-columns: 10rem 1fr; gap: .3rem 1rem; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.box { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { padding: .25rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; white-space: normal; vertical-align: bottom; }
td { vertical-align: top; }
td small { display: block; color: var(--soft); }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
tbody th, thead th:first-child { text-align: left; position: sticky; left: 0; background: var(--paper); }
tbody th { vertical-align: top; white-space: normal; min-width: 9.5rem; }
.ends { width: 100%; margin-top: .4rem; font-size: .8rem; line-height: 1.4; }
.ends th, .ends td { padding: .1rem 0 .1rem .5rem; border: 0; position: static; }
.ends th:first-child, .ends td:first-child { padding: .1rem 0; text-align: left; }
.ends thead th { white-space: nowrap; }
.ends th:nth-child(2) { text-align: left; }
.ends tbody th { font-weight: 400; min-width: 8em; overflow-wrap: anywhere; }
.ends svg { width: 42px; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: .8rem; }
.panels.wide { grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1.2rem; }
figure { margin: 0; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; break-inside: avoid; }
svg.shared { width: 0; height: 0; position: absolute; }
.wide figure > svg { border: 1px solid var(--line); border-radius: 4px; overflow: hidden; }
.curve { position: relative; display: flex; flex-direction: column; justify-content: flex-end; }
.curve span { position: absolute; bottom: 0; left: 0; right: 0; padding-left: 17%; font-size: .8rem; background: var(--paper); }
.curve figcaption { color: var(--ink); font-weight: 600; margin: 0 0 0 17%; overflow-wrap: anywhere; }
button[aria-pressed=false] { text-decoration: line-through; }
#toggles:not(:empty) { display: flex; flex-wrap: wrap; gap: .5rem; max-width: none; margin: .2rem 0 .8rem; }
button { font: inherit; padding: .4rem .9rem; min-height: 44px; }
@media (max-width: 32rem) { dl div { grid-template-columns: 1fr; gap: 0; } .scroll th, .scroll td { padding: .25rem .35rem; } .scroll tbody th { min-width: 5.5rem; } }
@media print { h1, h2, .note { break-after: avoid; } .box, dl div, tr, div.note { break-inside: avoid; } #toggles, .screen { display: none !important; } body { max-width: none; font-size: 11pt; } button { display: none; } .scroll { overflow: visible; } table { font-size: 8pt; } th, td { padding: .2rem .3rem; white-space: normal; } tbody th { min-width: 0; } td small { font-size: 6.5pt; white-space: nowrap; } .panels, .panels.wide { grid-template-columns: repeat(3, minmax(0, 1fr)); } figcaption { font-size: 8.5pt; } .ends { font-size: 7pt; } .ends svg { width: 30px; } }
`;
