/** @file Starts the lab in a page, or its training in a worker. */
import { useReference } from "../../src/kernels/useReference.ts";
import type { Port } from "../../src/training/support/port.ts";
import { FindPage } from "./dom/findPage.ts";
import { header } from "./dom/header.ts";
import { NetworkPage } from "./dom/networkPage.ts";
import { surfacePage } from "./dom/surfacePage.ts";
import { inflate } from "./inflate.ts";
import { Lab, type View } from "./lab.ts";
import { serveTools } from "./network/netTools.ts";
import { serveNets } from "./network/serveNets.ts";
import { addNotes, addSources } from "./ruleSources.ts";

// The plain loops give the same bits in every engine, and need no WebAssembly, which the page's policy forbids.
useReference();

/** Shows the lab when the sources of the rules are there. */
async function start(script: string): Promise<void> {
  const { sources, notes } = JSON.parse(await inflate(document.querySelector("#rule-sources")?.textContent ?? ""));
  addSources(sources);
  addNotes(notes);
  const lab = new Lab(location.hash, {
    nextFrame: (work) => requestAnimationFrame(work),
    later: (work, milliseconds) => setTimeout(work, milliseconds),
    writeAddress(hash, isNew) {
      if (hash === location.hash) return;
      if (isNew) history.pushState(null, "", hash);
      else history.replaceState(null, "", hash);
    },
  });

  const surface = surfacePage(lab);
  const network = new NetworkPage(lab, script);
  const find = new FindPage(lab);
  const top = header(lab, () => {
    surface.recolour();
    network.recolour();
    lab.renderSoon();
  });
  const modes: View = {
    render({ state: { mode } }) {
      if (mode !== "network") network.stop();
      if (mode !== "surface") surface.stop();
    },
  };
  lab.add(top, modes, surface, network, find);
  document.body.prepend(top.element, surface.element, network.element, find.element);
  lab.render();
  for (const event of ["popstate", "hashchange"])
    window.addEventListener(event, () => location.hash !== lab.hash && lab.read(location.hash));
}

// A worker of the page runs this script too.
if (typeof document === "undefined") {
  serveNets(self as unknown as Port);
  serveTools(self as unknown as Port);
} else {
  start(document.currentScript?.textContent ?? "").catch((error) =>
    document.body.append(`The lab cannot start: ${error}`),
  );
}
