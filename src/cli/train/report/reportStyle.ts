/** The styles that only the report of a training run needs. */
export const reportStyle = `
.lead { font-size: 1.1rem; }
.soft { color: var(--soft); font-weight: 400; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1.4rem; }
.chart figcaption { color: var(--ink); font-weight: 600; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: .2rem 0 0; padding: 0; font-size: .85rem; }
.legend li { display: flex; align-items: center; gap: .4rem; overflow-wrap: anywhere; }
.legend svg { flex: none; width: 42px; }
.legend .mark { width: 14px; }
.confusion td { background: color-mix(in srgb, var(--tone) calc(var(--share) * 55%), transparent); }
.confusion td, .confusion thead th { min-width: 3rem; }
.fit { max-width: 34rem; }
.fit > svg { border: 1px solid var(--line); border-radius: 4px; }
.region { fill-opacity: .2; stroke-width: 1.5; }
.point { stroke: var(--paper); stroke-width: .6; }
.wrong { fill: none; stroke: var(--ink); stroke-width: 1.3; }
.worst { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: 1rem; }
.worst figcaption { overflow-wrap: anywhere; }
.worst img { width: 100%; max-width: 9rem; image-rendering: pixelated; border: 1px solid var(--line); display: block; }
.words th:last-child, .words td:last-child { white-space: normal; text-align: left; min-width: 11rem; }
`;
