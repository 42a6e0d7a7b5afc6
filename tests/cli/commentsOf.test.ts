/** @file The comments that the package ships say the same to the command as the sources of a checkout. */
import { describe, expect, it } from "vitest";
import { commentsOf } from "../../src/cli/commentsOf.ts";
import { readComment } from "../../src/cli/explain/readComment.ts";
import { readSource, sourcesIn } from "../../src/cli/packageFiles.ts";
import { gradcheckCalls } from "../../src/testing/support/gradcheckCalls.ts";

describe("commentsOf", () => {
  it.each([...sourcesIn("src/optim/rules"), ...sourcesIn("src/optim/wrappers")])(
    "keeps what explain shows of %s",
    (file) => {
      const [source, comments] = [readSource(file), commentsOf(readSource(file))];
      const begins = source.match(/^export (?:const|function) \w+|^ {4}"?[\w-]+"?: \{/gm) ?? [];
      for (const begin of begins) {
        const [of, kept] = [source, comments].map((text) =>
          text.split("\n").findIndex((line) => line.startsWith(begin)),
        );
        expect(readComment(comments, kept), begin).toEqual(readComment(source, of));
      }
      expect(comments).not.toMatch(/^import|=>/m);
    },
  );

  it("leaves out the comments of hyperparameters, which stand before code", () => {
    const source = readSource("src/optim/rules/ranger.ts");
    expect(source).toContain("/** Axis of a weight that counts its outputs");
    expect(commentsOf(source)).not.toContain("Axis of a weight");
    expect(readComment(source).title).toBe("Ranger is RAdam on centralized gradients inside Lookahead.");
  });

  it("keeps every call of a gradient check", () => {
    for (const file of sourcesIn("src/autograd/ops")) {
      const source = readSource(file);
      expect(gradcheckCalls(commentsOf(source)), file).toEqual(gradcheckCalls(source));
    }
  });
});
