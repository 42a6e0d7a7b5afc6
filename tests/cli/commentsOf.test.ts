/** @file The comments that the package ships say the same to the command as the sources of a checkout. */
import { describe, expect, it } from "vitest";
import { commentsOf } from "../../src/cli/commentsOf.ts";
import { readComment } from "../../src/cli/explain/readComment.ts";
import { readSource, sourcesIn, withVariants } from "../../src/cli/packageFiles.ts";

const beginnings = /^export (?:const|function) \w+|^ {4}"?[\w-]+"?: \{/gm;

/** A declaration as the compiler writes it: the comment of the export, and comments of hyperparameters behind it. */
function declarationOf(source: string): string {
  const [above, head] =
    /^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?:\/\* @__NO_SIDE_EFFECTS__ \*\/ )?export (const|function) \w+/m.exec(source) ?? [
      "",
    ];
  return `${above.replace("export ", "export declare ")}: ${head} {\n    /** Learning rate. */\n    lr: number;\n};`;
}

describe("commentsOf", () => {
  it.each([...sourcesIn("src/optim/rules"), ...sourcesIn("src/optim/wrappers")])(
    "keeps what explain shows of %s",
    (file) => {
      const source = readSource(file);
      const shipped = withVariants(declarationOf(source), commentsOf(source));
      for (const begin of source.match(beginnings) ?? []) {
        const [of, kept] = [source, shipped].map((text) =>
          text.split("\n").findIndex((line) => line.startsWith(begin)),
        );
        expect(kept, begin).toBeGreaterThan(0);
        expect(readComment(shipped, kept), begin).toEqual(readComment(source, of));
      }
    },
  );

  it("leaves out the comments of hyperparameters, which stand before code", () => {
    const source = readSource("src/optim/rules/ranger.ts");
    expect(source).toContain("/** Axis of a weight that counts its outputs");
    expect(commentsOf(source)).not.toContain("Axis of a weight");
    expect(readComment(source).title).toBe("Ranger is RAdam on centralized gradients inside Lookahead.");
  });

  it("is empty without variants", () => {
    expect(commentsOf(readSource("src/optim/rules/lion.ts"))).toBe("");
  });
});
