/**
 * @file Reads zip archives, stored or deflated. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * Only the central directory at the end says where members are; each is checked against its length and checksum.
 */
import { inflateRawSync } from "node:zlib";
import { excerpt } from "../../../check/excerpt.ts";
import { FileFormatError } from "../fileFormatError.ts";
import { crc32 } from "./crc32.ts";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const memberSignature = 0x04034b50;
const endLength = 22;
const entryLength = 46;
const memberLength = 30;
/** A comment after the directory has at most 2¹⁶ − 1 bytes. */
const longestEnd = endLength + 2 ** 16 - 1;

/**
 * An array of zeros is 1032 times as long as its deflated form. A small archive may be that, a hostile one is longer.
 */
const mostInflated = (length: number): number => Math.max(2 ** 28, 16 * length);

interface Entry {
  name: string;
  method: number;
  crc: number;
  packedLength: number;
  length: number;
  /** The start of the member's header in the file. */
  start: number;
}

/** Returns the contents of all members by name. Throws FileFormatError unless every member is whole. */
export function readZip(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(bytes, view, file);
  const total = entries.reduce((sum, { length }) => sum + length, 0);
  const most = mostInflated(bytes.length);
  if (total > most) throw new FileFormatError(file, "members", `at most ${most} bytes together`, `${total}`);
  const members = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const { name } = entry;
    if (members.has(name)) throw new FileFormatError(file, "members", "every name once", `${excerpt(name)} twice`);
    members.set(name, readMember(bytes, view, entry, file));
  }
  return members;
}

function readDirectory(bytes: Uint8Array, view: DataView, file: string): Entry[] {
  const fail = (needed: string, found: string): never => {
    throw new FileFormatError(file, "zip directory", needed, found);
  };
  let end = bytes.length - endLength;
  const first = Math.max(0, bytes.length - longestEnd);
  while (end >= first && view.getUint32(end, true) !== endSignature) end--;
  if (end < first) return fail("the end of a zip archive", "none");
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) fail("an archive below 4 GB", "the zip64 format");
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + entryLength > end || view.getUint32(at, true) !== entrySignature) fail(`${count} entries`, `${i}`);
    const next = at + entryLength + view.getUint16(at + 28, true) + extraLength(view, at);
    if (next > end) fail(`entry ${i} before its end`, "a longer one");
    entries.push(readEntry(bytes, view, at));
    at = next;
  }
  if (at !== end) fail(`its end after ${count} entries`, `${end - at} more bytes`);
  return entries;
}

/** Bytes of the extra field and the comment of an entry. */
const extraLength = (view: DataView, at: number): number =>
  view.getUint16(at + 30, true) + view.getUint16(at + 32, true);

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
  const name = bytes.subarray(at + entryLength, at + entryLength + view.getUint16(at + 28, true));
  return {
    name: new TextDecoder().decode(name),
    method: isEncrypted ? -1 : view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedLength: view.getUint32(at + 20, true),
    length: view.getUint32(at + 24, true),
    start: view.getUint32(at + 42, true),
  };
}

function readMember(bytes: Uint8Array, view: DataView, entry: Entry, file: string): Uint8Array {
  const { name, method, crc, packedLength, length, start } = entry;
  const fail = (needed: string, found: string): never => {
    throw new FileFormatError(file, `member ${excerpt(name)}`, needed, found);
  };
  if (start + memberLength > bytes.length || view.getUint32(start, true) !== memberSignature)
    fail(`a header at byte ${start}`, "none");
  const begin = start + memberLength + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (begin + packedLength > bytes.length) fail(`${packedLength} bytes`, `${Math.max(0, bytes.length - begin)}`);
  const packed = bytes.subarray(begin, begin + packedLength);
  if (method !== 0 && method !== 8) fail("method 0, stored, or 8, deflated", method < 0 ? "encryption" : `${method}`);
  // Copied to the start of a separate buffer, so that typed arrays can look at its numbers.
  const content = method === 0 ? packed.slice() : inflate(packed, length, fail);
  if (content.length !== length) fail(`${length} bytes`, `${content.length}`);
  const found = crc32(content);
  if (found !== crc) fail(`checksum ${crc.toString(16)}`, found.toString(16));
  return content;
}

function inflate(packed: Uint8Array, length: number, fail: (needed: string, found: string) => never): Uint8Array {
  try {
    const { buffer, byteOffset, byteLength } = inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(`${length} bytes`, code === "ERR_BUFFER_TOO_LARGE" ? "more" : `damage: ${message}`);
  }
}
