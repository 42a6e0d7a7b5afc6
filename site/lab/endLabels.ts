/** A point with a text to put beside it, in pixels. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where the text begins: its left end and its middle line. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  /** True where the text is so far from its point that a line joins them. */
  readonly isFar: boolean;
}

export interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const lineHeight = 15;
/** A wide guess for the bold letters of any system's font. */
export const letterWidth = 7.6;
const gap = 9;

/** The space of a text that begins at a place. */
export const boxOf = ({ x, y }: { x: number; y: number }, text: string): LabelBox => ({
  left: x,
  top: y - lineHeight / 2,
  right: x + text.length * letterWidth,
  bottom: y + lineHeight / 2,
});

export const overlaps = (a: LabelBox, b: LabelBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Places texts right or left of their points, as near as they fit. No text covers another or a point, or leaves the
 * square [0, size]². Points outside count as being at its edge.
 */
export function placeLabels(labels: readonly Labelled[], size: number): Placed[] {
  const taken = labels.map(({ x, y }): LabelBox => markerBox(inside(x, size), inside(y, size)));
  return labels.map(({ x, y, text }) => {
    const [px, py] = [inside(x, size), inside(y, size)];
    const width = text.length * letterWidth;
    const fits = (place: { x: number; y: number }): boolean => {
      const box = boxOf(place, text);
      const isInside = box.left >= 2 && box.right <= size - 2 && box.top >= 0 && box.bottom <= size;
      return isInside && !taken.some((other) => overlaps(box, other));
    };
    const place = candidates(px, py, width, size).find(fits) ?? { x: Math.min(px + gap, size - width - 2), y: py };
    taken.push(boxOf(place, text));
    return { ...place, isFar: Math.abs(place.y - py) > lineHeight / 2 || place.x > px + 2 * gap };
  });
}

const reach = 6;
const markerBox = (x: number, y: number): LabelBox => ({
  left: x - reach,
  top: y - reach,
  right: x + reach,
  bottom: y + reach,
});

const inside = (x: number, size: number): number => Math.min(Math.max(Number.isNaN(x) ? 0 : x, 0), size);

/** Places beside the point, row by row away from it, then in a second column. */
function candidates(x: number, y: number, width: number, size: number): { x: number; y: number }[] {
  const rows = Math.ceil(size / (lineHeight / 3));
  const found: { x: number; y: number }[] = [];
  for (const far of [gap, gap + 60, gap + 120])
    for (let row = 0; row < rows; row++)
      for (const sign of row === 0 ? [1] : [1, -1])
        for (const left of [x + far, x - far - width]) found.push({ x: left, y: y + (sign * row * lineHeight) / 3 });
  return found;
}
