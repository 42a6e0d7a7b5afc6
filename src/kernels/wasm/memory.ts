/**
 * @file One WebAssembly memory, reserved once and never grown: growing would detach every array that views it. Pages
 * that were never touched cost nothing, so the reservation is large.
 *
 *     | panels | staging: copies of one call's operands and results | heap: arrays used again |
 *
 * The garbage collector does not see this memory. Only what is used again is worth a place in the heap. Its bytes come
 * back in a turn of the event loop after the array was collected, or at once by `reclaim`. So a loop that never yields
 * could fill the heap with garbage: it holds at most 128 MiB, and later arrays are ordinary ones.
 *
 * The last page stays empty: kernels may read two vectors beyond an array's end.
 */
import type { Floats } from "../../array/floats.ts";

const page = 65536;
/** The heap's largest size in bytes: 11 million parameters with Adam's two moments. */
const heapLimit = 1 << 27;
/** 64 MiB. */
const fewestPages = 1024;

/** Where panels end and staging begins, in bytes. */
export const stagingStart = 16 * page;

/** Reserves 1 GiB, or as much as the engine grants. Throws the engine's error if it refuses 64 MiB. */
export function reserve(pages = 16384): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (refusal) {
    if (pages === fewestPages) throw refusal;
    return reserve(pages / 2);
  }
}

/** Returns the heap of a memory: its second half, at most `heapLimit`. */
export function heapIn({ buffer }: WebAssembly.Memory): Heap {
  const end = buffer.byteLength - page;
  return new Heap(buffer, Math.max(buffer.byteLength / 2, end - heapLimit), end);
}

/** The bytes that an array of this length takes in the heap. */
const bytesOf = (length: number): number => Math.max(32, Math.ceil(length / 8) * 32);

export interface Block {
  start: number;
  end: number;
}

/** First-fit allocation of arrays within [start, end) of a buffer; neighbouring free blocks join. */
export class Heap {
  readonly start: number;
  private readonly buffer: ArrayBufferLike;
  /** Free blocks in order of address, none touching the next. One that was used up is empty. */
  free: Block[];
  readonly allocated = new WeakSet<Floats>();
  readonly collected = new FinalizationRegistry<Block>((block) => this.release([block]));

  constructor(buffer: ArrayBufferLike, start: number, end: number) {
    this.buffer = buffer;
    this.start = start;
    this.free = [{ start, end }];
  }

  /**
   * `length` zeros, aligned and padded to 32 bytes; null if no free block is large enough. Keep the returned array
   * itself: its bytes are given to others when it is collected, whatever else may still view them.
   */
  allocate(length: number): Float32Array | null {
    const bytes = bytesOf(length);
    const block = this.free.find(({ start, end }) => end - start >= bytes);
    if (block === undefined) return null;
    const { start } = block;
    block.start += bytes;
    const values = new Float32Array(this.buffer, start, length);
    new Float32Array(this.buffer, start, bytes / 4).fill(0);
    this.collected.register(values, { start, end: start + bytes }, values);
    this.allocated.add(values);
    return values;
  }

  /** Returns true if this very array was allocated here: kernels may then write into the padding behind it. */
  owns(values: Floats): boolean {
    return this.allocated.has(values);
  }

  /** Takes blocks back. */
  release(released: readonly Block[]): void {
    const blocks = [...this.free, ...released].sort((a, b) => a.start - b.start);
    this.free = [];
    for (const block of blocks) {
      const last = this.free.at(-1);
      if (last?.end === block.start) last.end = block.end;
      else this.free.push(block);
    }
  }
}

/** Frees the bytes of arrays that nothing reads any more, before they are collected. Skips arrays from elsewhere. */
export function reclaim(heap: Heap, arrays: readonly Float32Array[]): void {
  const own = arrays.filter((values) => heap.allocated.delete(values));
  for (const values of own) heap.collected.unregister(values);
  heap.release(own.map(({ byteOffset: start, length }) => ({ start, end: start + bytesOf(length) })));
}

/** The bytes that are not allocated, for tests. */
export const freeBytes = ({ free }: Heap): number => free.reduce((sum, block) => sum + block.end - block.start, 0);
