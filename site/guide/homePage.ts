/** The index of the documentation as the first page of the guide: its sections below a title, links and a picture. */
export function homePage(index: string, description: string): string {
  const [, name = "", sections = ""] = /^# (.+?)\n([\s\S]*)$/.exec(index) ?? [];
  if (name === "") throw new Error("site: docs/README.md must begin with a heading");
  return `---
aside: false
prev: false
next: false
pageClass: wide home
title: downhill
titleTemplate: false
---

# See how deep learning trains

<p class="lead">${description}</p>

<div class="actions">

[Learn it in 12 steps](learn/index.md) [Open the lab](/lab.html){target="_self"} [Browse the rules](rules/index.md)

</div>

![The lab: the paths of six optimizers, and the lines of one step of Adam with their numbers](lab.svg)
${sections}`;
}
