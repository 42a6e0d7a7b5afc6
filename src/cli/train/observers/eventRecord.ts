/** @file Events of TensorBoard as bytes: Protocol Buffers of `event.proto` in the frames of TFRecord. */

import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { crc32c } from "../../../checkpoint/formats/support/crc32c.ts";

/** The bytes of `wall_time` at the start of every event: a tag and a double. */
const timeBytes = 9;

/** The first event of a file. */
export const versionEvent = (wallTime: number): Uint8Array =>
  event(wallTime).tag(3, WireType.LengthDelimited).string("brain.Event:2").finish();

/** An event with numbers of a step by their tags. */
export function scalarEvent(
  wallTime: number,
  step: number,
  scalars: readonly (readonly [tag: string, value: number])[],
): Uint8Array {
  const writer = event(wallTime).tag(2, WireType.Varint).int64(step).tag(5, WireType.LengthDelimited).fork();
  for (const [tag, value] of scalars) {
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(tag).tag(2, WireType.Bit32).float(value);
    writer.join();
  }
  return writer.join().finish();
}

/** wall_time: seconds since 1970. */
const event = (wallTime: number): BinaryWriter => new BinaryWriter().tag(1, WireType.Bit64).double(wallTime);

/** An event without its time, which differs each time a run is made. */
export const timeless = (event: Uint8Array): Uint8Array => event.subarray(timeBytes);

/**
 * Frames an event: its length in 8 bytes, their check, the event, its check.
 * https://www.tensorflow.org/tutorials/load_data/tfrecord
 */
export function framed(event: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(event.length + 16);
  frame.writeBigUInt64LE(BigInt(event.length));
  frame.writeUInt32LE(masked(frame.subarray(0, 8)), 8);
  frame.set(event, 12);
  frame.writeUInt32LE(masked(event), event.length + 12);
  return frame;
}

/** Rotated right by 15 bits and offset, so that checks of data that holds checks stay strong. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** Returns the events of a file, up to the first that is incomplete. Checks are not verified. */
export function eventsIn(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const events: Uint8Array[] = [];
  for (let at = 0; at + 16 <= file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    if (at + length + 16 > file.length) break;
    events.push(file.subarray(at + 12, at + 12 + length));
    at += length + 16;
  }
  return events;
}
