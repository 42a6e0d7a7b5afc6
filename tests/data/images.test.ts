import { symlinkSync } from "node:fs";
import { join } from "node:path";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { decodeImage } from "../../src/data/images/support/decodeImage.ts";
import { imageSize } from "../../src/data/images/support/imageSize.ts";
import { resize } from "../../src/data/images/support/resize.ts";
import { DataFileError } from "../../src/data/index.ts";
import { readImageFolder } from "../../src/data/readers/readImageFolder.ts";
import { readImages } from "../../src/data/readers/readImages.ts";
import { run } from "../support/fakeTerminal.ts";
import { folderOf, png } from "../support/imageFolder.ts";

const rgb = (bytes: Uint8Array): number[] => [...decodeImage(bytes, "x.png").rgb];

describe("an image", () => {
  it.each([
    ["grey", png(2, 1, 1, [0, 200]), [0, 0, 0, 200, 200, 200]],
    ["grey of 16 bits", png(2, 1, 1, [0, 65535], 16), [0, 0, 0, 255, 255, 255]],
    ["grey with alpha, on white", png(2, 1, 2, [0, 0, 100, 255]), [255, 255, 255, 100, 100, 100]],
    ["in colour", png(1, 2, 3, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]],
    ["in colour with alpha, on white", png(1, 1, 4, [0, 255, 0, 51]), [204, 255, 204]],
  ])("of PNG is read: %s", (_, bytes, expected) => {
    expect(rgb(bytes)).toEqual(expected);
  });

  it("of JPEG is read", () => {
    const data = Buffer.from(Array.from({ length: 64 }, () => [10, 200, 90, 255]).flat());
    const { width, height, rgb: values } = decodeImage(jpeg.encode({ width: 8, height: 8, data }, 95).data, "x.jpg");
    expect([width, height, values.length]).toEqual([8, 8, 192]);
    for (const [i, value] of [10, 200, 90].entries()) expect(Math.abs(values[i] - value)).toBeLessThan(4);
  });

  it.each([
    ["another file", new TextEncoder().encode("GIF89a"), "x.png: needs a PNG or JPEG image, got another file"],
    ["an empty one", new Uint8Array(0), "x.png: needs a PNG or JPEG image, got an empty file"],
    [
      "a cut PNG",
      png(9, 9, 1, Array(81).fill(7)).subarray(0, 50),
      "x.png: needs an intact PNG or JPEG image, got damage",
    ],
    ["a cut JPEG", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 9), "x.png: needs an intact PNG or JPEG image, got damage"],
  ])("that is %s is refused", (_, bytes, message) => {
    expect(() => decodeImage(bytes, "x.png")).toThrow(DataFileError);
    expect(() => decodeImage(bytes, "x.png")).toThrow(message);
  });

  it("with a flipped bit is refused by its checksum", () => {
    const bytes = png(
      9,
      9,
      1,
      Array.from({ length: 81 }, (_, i) => i),
    ).slice();
    bytes[45] ^= 1;
    expect(() => decodeImage(bytes, "x.png")).toThrow("x.png: needs an intact PNG or JPEG image, got damage");
  });

  it("of absurd size is refused before it is inflated", () => {
    const bytes = png(1, 1, 1, [0]).slice();
    new DataView(bytes.buffer).setUint32(16, 2 ** 30);
    expect(() => decodeImage(bytes, "x.png")).toThrow(
      "x.png: needs an image of at most 67108864 pixels, got 1073741824 by 1",
    );
  });
});

describe("an image of another size", () => {
  const image = {
    width: 4,
    height: 2,
    rgb: Uint8Array.from([0, 51, 102, 255, 255, 0, 51, 102].flatMap((v) => [v, v, v])),
  };

  it("becomes the mean of the areas, of its middle or of all of it", () => {
    expect([...resize(image, 1, 1, "crop")].map((v) => v.toFixed(4))).toEqual(
      Array(3).fill(((51 + 102 + 0 + 51) / 4 / 255).toFixed(4)),
    );
    const stretched = resize(image, 1, 2, "stretch");
    expect(stretched[0]).toBeCloseTo((0 + 51 + 255 + 0) / 4 / 255, 6);
    expect(stretched[1]).toBeCloseTo((102 + 255 + 51 + 102) / 4 / 255, 6);
  });

  it("is the same at its own size, and repeats its pixels when enlarged", () => {
    expect([...resize(image, 2, 4, "crop").subarray(0, 8)].map((v) => Math.round(255 * v))).toEqual([
      0, 51, 102, 255, 255, 0, 51, 102,
    ]);
    expect([...resize(image, 2, 8, "stretch").subarray(0, 8)].map((v) => Math.round(255 * v))).toEqual([
      0, 0, 51, 51, 102, 102, 255, 255,
    ]);
  });
});

describe("the size of an image", () => {
  it.each([1, 8, 16])("is read from the header of a JPEG, %i pixels wide", (width) => {
    const data = Buffer.alloc(4 * width * 9, 100);
    const bytes = jpeg.encode({ width, height: 9, data }, 80).data;
    expect(imageSize(bytes.subarray(0, bytes.length - 20), "x.jpg")).toEqual({ width, height: 9 });
  });

  it("is refused for other files", () => {
    expect(() => imageSize(new Uint8Array(40), "x.jpg")).toThrow("x.jpg: needs a PNG or JPEG image, got another file");
    expect(() => imageSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0), "x.jpg")).toThrow("x.jpg: needs an intact");
  });
});

describe("images without folders", () => {
  it("are read at the size of a model", () => {
    const folder = folderOf({ "1.png": png(2, 2, 1, [0, 51, 102, 255]) });
    const { data, shape } = readImages([join(folder, "1.png")], { size: 1, channels: 1 });
    expect(shape).toEqual([1, 1, 1, 1]);
    expect(data[0]).toBeCloseTo(0.4, 6);
    expect(() => readImages([], { size: 0, channels: 1 })).toThrow("readImages: size must be an integer >= 1, got 0");
    expect(() => readImages([], { size: 1, channels: 2 as 1 })).toThrow("readImages: channels must be 1 or 3, got 2");
  });
});

describe("a folder of images", () => {
  const grey = (value: number): Uint8Array => png(2, 2, 1, Array(4).fill(value));

  it("has a class for each subfolder, and one channel if all are grey", () => {
    const folder = folderOf({ "dog/b.PNG": grey(51), "cat/a.png": grey(0), "cat/c.png": grey(255), ".hidden": "" });
    const { inputs, labels, classNames, notes } = readImageFolder(folder);
    expect([inputs.shape, [...labels], classNames]).toEqual([
      [3, 1, 2, 2],
      [0, 0, 1],
      ["cat", "dog"],
    ]);
    expect([...inputs.data].map((v) => v.toFixed(2))).toEqual(["0.00", "1.00", "0.20"].flatMap((v) => [v, v, v, v]));
    expect(notes).toEqual(["3 grey images of 2 classes"]);
  });

  it("names the file of each example, and holds those of links", () => {
    const folder = folderOf({ "a/1.png": grey(1), "b/2.png": grey(2) });
    symlinkSync(join(folder, "b", "2.png"), join(folder, "a", "3.png"));
    expect(readImageFolder(folder).files).toEqual(["a/1.png", "a/3.png", "b/2.png"].map((name) => join(folder, name)));
  });

  it("resizes large images, also if all have one size", () => {
    const large = png(
      130,
      1,
      1,
      Array.from({ length: 130 }, () => 51),
    );
    expect(readImageFolder(folderOf({ "a/1.png": large, "b/1.png": large })).inputs.shape).toEqual([2, 1, 32, 32]);
  });

  it("takes classes, channels and a size from a training set", () => {
    const folder = folderOf({ "dog/1.png": png(1, 1, 3, [255, 0, 0]), "dog/2.png": png(1, 1, 1, [51]) });
    const { inputs, labels, classes } = readImageFolder(folder, {
      classNames: ["cat", "dog"],
      channels: 1,
      size: [1, 2],
    });
    expect([inputs.shape, [...labels], classes]).toEqual([[2, 1, 1, 2], [1, 1], 2]);
    expect([...inputs.data].map((v) => v.toFixed(3))).toEqual(["0.299", "0.299", "0.200", "0.200"]);
    expect(() => readImageFolder(folder, { classNames: ["cat", "cow"] })).toThrow(
      "needs subfolders named as the classes cat, cow, got dog",
    );
  });

  it("repeats grey images in three channels before the first in colour", () => {
    const folder = folderOf({ "a/1.png": png(2, 1, 1, [51, 102]), "b/1.png": png(2, 1, 3, [255, 0, 0, 0, 255, 0]) });
    const { inputs } = readImageFolder(folder);
    expect(inputs.shape).toEqual([2, 3, 1, 2]);
    expect([...inputs.data].map((v) => Number(v.toFixed(1)))).toEqual([0.2, 0.4, 0.2, 0.4, 0.2, 0.4, 1, 0, 0, 1, 0, 0]);
  });

  it("has three channels otherwise; images that differ are cut to 32 by 32, or as told", () => {
    const folder = folderOf({ "a/1.png": png(1, 2, 3, [1, 2, 3, 4, 5, 6]), "b/1.png": grey(9) });
    expect(readImageFolder(folder).inputs.shape).toEqual([2, 3, 32, 32]);
    const { inputs, notes } = readImageFolder(folder, { size: 2, fit: "stretch" });
    expect(inputs.shape).toEqual([2, 3, 2, 2]);
    expect(notes[1]).toBe("resized to 2 × 2 from 1 × 2 to 2 × 2 pixels, stretched");
  });

  it.each([
    ["an empty one", {}, "needs 2 or more subfolders, one for each class, got none"],
    ["one class", { "a/1.png": grey(1) }, "needs 2 or more subfolders, one for each class, got only a"],
    [
      "a file beside the classes",
      { "a/1.png": grey(1), "b/1.png": grey(1), "x.png": grey(1) },
      "got the file x.png beside them",
    ],
    [
      "another file in a class",
      { "a/1.png": grey(1), "b/notes.txt": "" },
      "b: needs only .png, .jpg and .jpeg files, got notes.txt",
    ],
    ["a class without images", { "a/1.png": grey(1), "b/.keep": "" }, "b: needs 1 or more images, got an empty folder"],
    [
      "a broken image",
      { "a/1.png": grey(1), "b/2.png": grey(1).subarray(0, 40) },
      "2.png: needs an intact PNG or JPEG image",
    ],
  ])("with %s is refused in one line", (_, files, message) => {
    expect(() => readImageFolder(folderOf(files))).toThrow(DataFileError);
    expect(() => readImageFolder(folderOf(files))).toThrow(message);
  });

  it("is trained on in one command", async () => {
    const random = new Random(1);
    const files = Array.from({ length: 40 }, (_, i) => {
      const bright = Array.from({ length: 64 }, () => (i % 2 ? 150 : 20) + random.integer(90));
      return [`${i % 2 ? "day" : "night"}/${i}.png`, png(8, 8, 1, bright)] as const;
    });
    const folder = folderOf(Object.fromEntries(files));
    const { code, stdout, stderr } = await run(`train --data ${folder} --model mlp --epochs 150 --worst 1`);
    expect(stderr).toContain(": 32 training examples, 8 test · 64-128-2");
    expect(stderr).toContain("\n  40 grey images of 2 classes\n");
    expect(stdout).toContain("accuracy     100.00 % (always day: 50.00 %)");
    expect(stdout).toMatch(/read as (day|night), is (day|night)$/m);
    expect(code).toBe(0);
    const cut = await run(`train --data ${folder} --image-size 4 --image-fit stretch --model mlp --epochs 1`);
    expect(cut.stderr).toContain("resized to 4 × 4 from 8 × 8 pixels, stretched");
    expect((await run("train --data moons --image-size 4")).stderr).toBe(
      "downhill: --image-size is for folders of images; moons has none\n",
    );
  });
});
