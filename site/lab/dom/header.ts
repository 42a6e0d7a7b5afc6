import { writeHash } from "../hash.ts";
import type { Lab, View } from "../lab.ts";
import { type Mode, modes } from "../state.ts";
import { copied } from "./copyBox.ts";
import { h, setText } from "./elements.ts";

const modeNames: Readonly<Record<Mode, string>> = {
  surface: "Test functions",
  network: "Networks",
  find: "Find the bug",
};

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

/** The title, the notices about a link, and the buttons for the whole page. */
export function header(lab: Lab, recolour: () => void): View & { element: HTMLElement } {
  const notices = h("div", { className: "notices", attributes: { role: "alert" } });
  const { share, link } = shareButton(lab);
  const theme = themeButton(recolour);
  const open = h("a", { className: "open", target: "_blank" }, "Open in the lab");
  const buttons = modes.map((mode) => ({ mode, button: modeButton(lab, mode) }));
  const tagline = h("p", null, "See every update rule move, on the same start and the same gradients.");
  const element = h(
    "header",
    { className: "top" },
    h("div", { className: "title" }, h("h1", null, "downhill lab"), tagline, open),
    h(
      "div",
      { className: "row modes", attributes: { role: "group", "aria-label": "Mode" } },
      ...buttons.map(({ button }) => button),
    ),
    h("div", { className: "row" }, share, theme),
    link,
    notices,
  );
  let shown: readonly string[] = [];
  let shownHash = "";
  return {
    element,
    render({ notices: now, hash, state }) {
      document.body.dataset.hidden = state.hidden.join(" ");
      open.hidden = state.hidden.length === 0;
      open.href = writeHash({ ...state, hidden: [] });
      for (const { mode, button } of buttons) button.setAttribute("aria-pressed", `${mode === state.mode}`);
      if (hash !== shownHash && !link.hidden && shownHash !== "") link.hidden = true;
      shownHash = hash;
      if (now === shown) return;
      shown = now;
      notices.replaceChildren(...now.map((text) => h("p", null, text)));
    },
  };
}

function modeButton(lab: Lab, mode: Mode): HTMLButtonElement {
  const button = h("button", { type: "button" }, modeNames[mode]);
  button.addEventListener("click", () => lab.set({ mode }, true));
  return button;
}

/** Shows the link, and copies it where the browser allows that. */
function shareButton(lab: Lab): { share: HTMLButtonElement; link: HTMLElement } {
  const field = h("input", { type: "text", readOnly: true, attributes: { "aria-label": "Link to this state" } });
  const told = h("span", { className: "hint", attributes: { role: "status" } });
  const link = h("div", { className: "share", hidden: true }, field, told);
  const share = h("button", { type: "button" }, "Share");
  share.addEventListener("click", async () => {
    link.hidden = false;
    field.value = `${location.href.split("#")[0]}${lab.hash}`;
    field.focus();
    field.select();
    setText(told, await copied(field.value));
  });
  return { share, link };
}

/** Steps through the colours of the system, light and dark. Remembers the choice where the browser can. */
function themeButton(recolour: () => void): HTMLButtonElement {
  let theme: Theme = themes.find((one) => one === remembered()) ?? "system";
  const button = h("button", { type: "button" });
  const show = (): void => {
    document.documentElement.dataset.theme = theme;
    setText(button, `Colours: ${theme}`);
    recolour();
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    remember(theme);
    show();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  show();
  return button;
}

const key = "downhill-lab-colours";

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A page from a file may have no storage; the choice then lasts until it is closed.
  }
}
