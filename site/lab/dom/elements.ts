/** @file Makes elements. Texts become text nodes, so nothing that a link holds can become markup. */

type Child = Node | string | null;
type Properties<E> = { [K in Exclude<keyof E, "attributes">]?: E[K] | undefined } & {
  attributes?: Readonly<Record<string, string | number>>;
};

/** An HTML element with properties, attributes and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties<HTMLElementTagNameMap[K]> | null = null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const { attributes = {}, ...own } = properties ?? {};
  Object.assign(element, own);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An SVG element with attributes and children. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets a text if it differs, which leaves selections and live regions alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Scrolls a wide table sideways, by keys too. */
export const scroller = (label: string, table: HTMLElement): HTMLElement =>
  h("div", { className: "scroll", tabIndex: 0, attributes: { role: "region", "aria-label": label } }, table);

let count = 0;

/** A new id, to join a label and its field. */
export const newId = (name: string): string => `${name}-${++count}`;
