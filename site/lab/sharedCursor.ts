/** The position under the pointer, which several charts mark together; null where no chart has the pointer. */
export class SharedCursor {
  at: number | null = null;
  private readonly followers: ((at: number | null) => void)[] = [];

  /** Calls back at every change. */
  follow(follower: (at: number | null) => void): void {
    this.followers.push(follower);
  }

  move(at: number | null): void {
    if (at === this.at) return;
    this.at = at;
    for (const follower of this.followers) follower(at);
  }
}

/** The position that a key leads to within 0 … end, or null for another key. */
export function positionAfterKey(key: string, position: number, end: number): number | null {
  const far = Math.max(1, Math.round(end / 20));
  const next: Readonly<Record<string, number>> = {
    ArrowLeft: position - 1,
    ArrowDown: position - 1,
    ArrowRight: position + 1,
    ArrowUp: position + 1,
    PageDown: position - far,
    PageUp: position + far,
    Home: 0,
    End: end,
  };
  const at = next[key];
  return at === undefined ? null : Math.min(Math.max(at, 0), end);
}

/** The cell of a grid that an arrow key leads to, as row · columns + column, or null for another key. */
export function cellAfterKey(key: string, cell: number, rows: number, columns: number): number | null {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const next: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [0, 0],
    End: [rows - 1, columns - 1],
  };
  const to = next[key];
  if (to === undefined) return null;
  const within = (x: number, count: number): number => Math.min(Math.max(x, 0), count - 1);
  return within(to[0], rows) * columns + within(to[1], columns);
}
