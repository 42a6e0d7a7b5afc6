/** @file The exercises of docs/learn: a program whose check fails, and the part that makes it pass. */
import { type Block, blocksOf } from "./blocks.ts";

export interface Exercise {
  /** The program as printed. It throws the error below it. */
  readonly exercise: Block;
  /** The program with the answer in place of the reader's part. It prints "passed". */
  readonly answered: Block;
}

const part = /^\/\/ Your part: .*?(?=^\/\/ Check: )/ms;

/** Pairs each block "ts exercise" of a page with the block "ts answer" after it. Throws where one is missing. */
export function exercisesOf(page: string): Exercise[] {
  const blocks = blocksOf(page).filter(({ mark }) => mark === "exercise" || mark === "answer");
  return blocks.flatMap((exercise, i) => {
    if (exercise.mark === "answer") return [];
    const answer = blocks[i + 1];
    if (answer?.mark !== "answer") throw new Error(`${page}:${exercise.line}: an exercise needs its answer`);
    if (!part.test(exercise.code))
      throw new Error(`${page}:${exercise.line}: an exercise needs "// Your part: " before "// Check: "`);
    const code = exercise.code.replace(part, () => `${answer.code}\n`);
    return [{ exercise, answered: { ...answer, code } }];
  });
}
