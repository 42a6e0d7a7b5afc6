/** @file Event files read by others: Google's Protocol Buffers and a Castagnoli check in C. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

/** Runs a program in Debian's Python, which has protobuf and crc32c. */
const python = (program: string, ...words: string[]): string =>
  execFileSync("/usr/bin/python3", ["-c", program, ...words], { encoding: "utf8", maxBuffer: 2 ** 26 });

function has(modules: string): boolean {
  try {
    python(`import ${modules}`);
    return true;
  } catch {
    return false;
  }
}

const hasReader = has("crc32c, google.protobuf");
if (!hasReader) console.warn("skipped: event files, because Debian's python3-protobuf and python3-crc32c are missing");

/** Reads frames, verifies both checks of each, and decodes events by the fields of TensorFlow's event.proto. */
const reader = `
import crc32c, json, struct, sys
from google.protobuf import descriptor_pb2 as d, descriptor_pool as pool, message_factory as factory
file = d.FileDescriptorProto(name="event.proto", package="t", syntax="proto3")
def message(name, *fields):
    made = file.message_type.add(name=name)
    for number, field, kind, label, of in fields:
        made.field.add(name=field, number=number, type=kind, label=label, type_name=of)
F = d.FieldDescriptorProto
message("Value", (1, "tag", F.TYPE_STRING, 1, None), (2, "simple_value", F.TYPE_FLOAT, 1, None))
message("Summary", (1, "value", F.TYPE_MESSAGE, 3, ".t.Value"))
message("Event", (1, "wall_time", F.TYPE_DOUBLE, 1, None), (2, "step", F.TYPE_INT64, 1, None),
        (3, "file_version", F.TYPE_STRING, 1, None), (5, "summary", F.TYPE_MESSAGE, 1, ".t.Summary"))
made = pool.DescriptorPool()
made.Add(file)
Event = factory.MessageFactory(made).GetPrototype(made.FindMessageTypeByName("t.Event"))
def masked(data):
    crc = crc32c.crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
data, at, rows = open(sys.argv[1], "rb").read(), 0, []
while at < len(data):
    length, check = struct.unpack_from("<QI", data, at)
    assert masked(data[at:at + 8]) == check, "length"
    body = data[at + 12:at + 12 + length]
    assert masked(body) == struct.unpack_from("<I", data, at + 12 + length)[0], "data"
    event = Event.FromString(body)
    rows.append([event.file_version, event.step, event.wall_time, {v.tag: v.simple_value for v in event.summary.value}])
    at += length + 16
print(json.dumps(rows))
`;

it.skipIf(!hasReader)("an event file holds the numbers of the log", async () => {
  const folder = newFolder();
  const log = join(folder, "run.ndjson");
  await run(`train --data gauss --model 2-2 --epochs 3 --patience 3 --log ${log} --tensorboard ${folder}`);
  const [head, ...events] = JSON.parse(python(reader, join(folder, "events.out.tfevents.0.downhill")));
  expect(head.slice(0, 2)).toEqual(["brain.Event:2", 0]);
  const steps = readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(events.map(([, step]: [string, number]) => step)).toEqual(steps.map(({ step }) => step));
  const names: Record<string, string> = {
    loss: "loss/train",
    lr: "lr",
    gradient_norm: "gradient_norm",
    update_ratio: "update_ratio",
    val_loss: "loss/validation",
    val_accuracy: "accuracy/validation",
  };
  const inFloats = steps.map(({ step, epoch, ...rest }) =>
    Object.fromEntries(Object.entries(rest).map(([name, value]) => [names[name], Math.fround(value as number)])),
  );
  expect(events.map((event: unknown[]) => event[3])).toEqual(inFloats);
  const times = [head, ...events].map((event) => event[2]);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});
