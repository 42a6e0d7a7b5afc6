/** @file Gzip data in pieces. Needs Node. */
import { crc32 } from "node:zlib";
import { Gunzip } from "fflate";
import { DataFileError } from "../../dataFileError.ts";

/**
 * Inflates gzip data piece by piece; files of several members too. `most` limits the bytes after inflating.
 * Throws DataFileError at damage.
 */
export function* gunzip(pieces: Iterable<Uint8Array>, file: string, most: number): Generator<Uint8Array, void> {
  let inflated: Uint8Array[] = [];
  let total = 0;
  const check = new MemberCheck(file);
  const inflater = new Gunzip((bytes) => {
    inflated.push(bytes);
    check.add(bytes);
    total += bytes.length;
  });
  inflater.onmember = (start) => check.finish(start);
  const push = (piece: Uint8Array, isLast: boolean): void => {
    check.read(piece);
    try {
      inflater.push(piece, isLast);
    } catch (error) {
      throw error instanceof DataFileError ? error : damage(file, (error as Error).message);
    }
    if (total > most)
      throw new DataFileError(file, `at most ${most} bytes after inflating`, "more", "inflate the file first");
  };
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += pushed) {
      push(piece.subarray(at, at + pushed), false);
      yield* inflated;
      inflated = [];
    }
  }
  push(new Uint8Array(0), true);
  yield* inflated;
  check.finish();
}

/** Bytes to inflate at once: up to a thousand times their number come out before `most` is compared. */
const pushed = 2 ** 14;

/** Text shrinks to about a tenth, the same row again and again to a thousandth. */
export const mostInflated = (length: number): number => Math.max(2 ** 26, 100 * length);

/** Returns whether bytes begin as gzip data does. */
export const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

const trailerLength = 8;
/** Compressed bytes to keep: a trailer, and the header of the next member up to here. */
const keptLength = 2 ** 15;

/**
 * Holds each member to its trailer, the CRC of its bytes and their number modulo 2³² (RFC 1952): fflate does not.
 */
class MemberCheck {
  private crc = 0;
  private length = 0;
  /** The last compressed bytes, and how many there were in all. */
  private recent = new Uint8Array(0);
  private total = 0;

  constructor(private readonly file: string) {}

  /** Takes compressed bytes. */
  read(piece: Uint8Array): void {
    const kept = this.recent.subarray(-keptLength);
    this.recent = new Uint8Array(kept.length + piece.length);
    this.recent.set(kept);
    this.recent.set(piece, kept.length);
    this.total += piece.length;
  }

  /** Takes inflated bytes. */
  add(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc);
    this.length += bytes.length;
  }

  /** Ends a member before this place in the compressed bytes. */
  finish(end = this.total): void {
    const { recent, crc, length, file } = this;
    const start = recent.length - (this.total - end) - trailerLength;
    if (start < 0) throw damage(file, "an end in the middle");
    const view = new DataView(recent.buffer, start, trailerLength);
    if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== length % 2 ** 32)
      throw damage(file, "a wrong checksum");
    [this.crc, this.length] = [0, 0];
  }
}

const damage = (file: string, found: string): DataFileError => new DataFileError(file, "gzip data", `damage: ${found}`);
