import type { Random } from "../autograd/random.ts";
import { type Dataset, split } from "../data/dataset.ts";
import { drawnDigits } from "../data/digits.ts";
import { readMnist } from "../data/files.ts";

/** What is learnt: examples to train on, others to judge by, and the accuracy that counts as success. */
export interface Task {
  name: string;
  train: Dataset;
  test: Dataset;
  target: number;
}

/** 6,000 drawn digits to train on and 1,000 to judge by. */
export function digitsTask(random: Random): Task {
  return { name: "drawn digits", train: drawnDigits(random, 6000), test: drawnDigits(random, 1000), target: 0.97 };
}

/** The MNIST files of a folder; where only the test set is there, 9,000 of it train and 1,000 judge. */
export function mnistTask(folder: string, random: Random): Task {
  const { train, test } = readMnist(folder);
  if (train !== null && test !== null) return { name: "MNIST", train, test, target: 0.975 };
  const all = (train ?? test) as Dataset;
  const [learn, judge] = split(all, [all.labels.length - 1000, 1000], random);
  return { name: train === null ? "MNIST (t10k)" : "MNIST (train)", train: learn, test: judge, target: 0.975 };
}
