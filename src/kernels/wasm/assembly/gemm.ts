import { copyRow } from "./inline/copy";
import { pack } from "./inline/pack";
import { multiplyTile, tileRows } from "./inline/tile";

/** Blocks of op(B), at most [256, 512], are packed once and stay in the second-level cache while op(A) passes by. */
const deepest: i32 = 256;
const blockColumns: i32 = 512;
const tileColumns: i32 = 8;

/**
 * C = op(A) op(B); element [i, p] of op(A) is at a + i · rowA + p · columnA, of op(B) likewise.
 * The loop nest and its packed panels are Goto & van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM
 * TOMS 2008. Tiles have 4 rows and 8 columns. `scratch` needs 517 KiB: the panels and one tile. Each sum of
 * `blockDepth` products, at most 256, is computed in f32 from 0 and then added to C. Sums are added to `bias`, [n], in
 * every row of C, which is written there first. Address 0: none.
 */
export function gemm(
  a: usize, rowA: i32, columnA: i32,
  b: usize, rowB: i32, columnB: i32,
  c: usize, m: i32, n: i32, k: i32, blockDepth: i32, scratch: usize, bias: usize,
): void {
  const panelA = scratch + (deepest * blockColumns << 2);
  for (let j0 = 0; j0 < n; j0 += blockColumns) {
    const columns = min(blockColumns, n - j0);
    for (let p0 = 0; p0 < k; p0 += blockDepth) {
      const depth = min(blockDepth, k - p0);
      for (let j = 0; j < columns; j += tileColumns) {
        const from = b + (<usize>(p0 * rowB + (j0 + j) * columnB) << 2);
        pack(from, min(tileColumns, columns - j), tileColumns, depth, columnB, rowB, scratch + (<usize>(j * depth) << 2));
      }
      for (let i = 0; i < m; i += tileRows) {
        const rows = min(tileRows, m - i);
        pack(a + (<usize>(i * rowA + p0 * columnA) << 2), rows, tileRows, depth, rowA, columnA, panelA);
        const to = c + (<usize>(i * n + j0) << 2);
        if (bias && p0 == 0) for (let r = 0; r < rows; r++) copyRow(bias + (<usize>j0 << 2), to + (<usize>(r * n) << 2), columns);
        multiplyRow(panelA, scratch, to, rows, columns, depth, n, bias > 0 || p0 > 0);
      }
    }
  }
}

/** One row of tiles. Tiles that stick out of C are computed aside and their inside copied. */
function multiplyRow(a: usize, b: usize, c: usize, rows: i32, columns: i32, depth: i32, n: i32, add: bool): void {
  const aside = a + (deepest * tileRows << 2);
  for (let j = 0; j < columns; j += tileColumns) {
    const panel = b + (<usize>(j * depth) << 2);
    const tile = c + (<usize>j << 2);
    const width = min(tileColumns, columns - j);
    if (rows == tileRows && width == tileColumns) {
      multiplyTile(depth, a, panel, tile, <usize>n << 2, add);
    } else {
      multiplyTile(depth, a, panel, aside, tileColumns << 2, false);
      copyTile(aside, tileColumns, tile, rows, width, n, add);
    }
  }
}

/** Rows are `row` elements apart in `from`, n in `to`. */
function copyTile(from: usize, row: i32, to: usize, rows: i32, width: i32, n: i32, add: bool): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) {
      const at = to + (<usize>(i * n + j) << 2);
      const value = load<f32>(from + (<usize>(i * row + j) << 2));
      store<f32>(at, add ? load<f32>(at) + value : value);
    }
  }
}
