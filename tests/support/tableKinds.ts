/** @file Small seeded tables as they are in the world, one of each kind that readers of CSV stumble on. */
import { Random } from "../../src/autograd/random.ts";

interface TableKind {
  /** The column to predict. */
  target: string;
  /** File name; its ending tells TSV. */
  file: string;
  make(random: Random): string;
}

const lines = (header: string, rows: readonly string[], end = "\n"): string => [header, ...rows].join("\n") + end;
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const pick = <T>(random: Random, items: readonly T[]): T => items[random.integer(items.length)];
const blankOr = (random: Random, share: number, text: string, blank = ""): string =>
  random.uniform() < share ? blank : text;

const species = [
  { name: "Adelie", islands: ["Biscoe", "Dream", "Torgersen"], size: [38.8, 18.3, 190, 3700] },
  { name: "Chinstrap", islands: ["Dream"], size: [48.8, 18.4, 196, 3730] },
  { name: "Gentoo", islands: ["Biscoe"], size: [47.5, 15, 217, 5080] },
];

const flowers = [
  { name: "Iris-setosa", size: [5.0, 3.4, 1.5, 0.2] },
  { name: "Iris-versicolor", size: [5.9, 2.8, 4.3, 1.3] },
  { name: "Iris-virginica", size: [6.6, 3.0, 5.6, 2.0] },
];

const flower = (random: Random, i: number): string => {
  const { name, size } = flowers[i % 3];
  return [...size.map((x) => random.normal(x, 0.1 + 0.05 * x).toFixed(1)), name].join(",");
};

export const tableKinds: Readonly<Record<string, TableKind>> = {
  "penguins: texts and NA": {
    target: "species",
    file: "penguins.csv",
    make: (random) =>
      lines(
        "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex",
        times(240, () => {
          const { name, islands, size } = pick(random, species);
          const [length, depth, flipper, mass] = size.map((x, at) => random.normal(x, [2.9, 1, 6, 400][at]));
          const numbers = [length.toFixed(1), depth.toFixed(1), flipper.toFixed(0), mass.toFixed(0)];
          const cells = numbers.map((cell) => blankOr(random, 0.02, cell, "NA"));
          return [
            name,
            pick(random, islands),
            ...cells,
            blankOr(random, 0.05, pick(random, ["male", "female"]), "NA"),
          ].join();
        }),
      ),
  },
  "titanic: ids, names with commas in quotes, empty cells": {
    target: "Survived",
    file: "titanic.csv",
    make: (random) =>
      lines(
        "PassengerId,Survived,Pclass,Name,Sex,Age,Fare,Cabin,Embarked",
        times(400, (i) => {
          const [level, sex] = [1 + random.integer(3), pick(random, ["male", "male", "female"])];
          const chance = (sex === "female" ? 0.95 : 0.2) - 0.12 * (level - 1);
          const name = `"Passenger, Mr. ""No"" ${i}"`;
          const age = blankOr(random, 0.2, random.normal(30, 12).toFixed(0));
          const cabin = blankOr(random, 0.77, `C${i}`);
          const survived = random.uniform() < chance ? 1 : 0;
          const fare = (90 / level + random.uniform()).toFixed(4);
          return [
            i + 1,
            survived,
            level,
            name,
            sex,
            age,
            fare,
            cabin,
            blankOr(random, 0.01, pick(random, ["S", "C", "Q"])),
          ].join();
        }),
      ),
  },
  "wine: semicolons and decimal commas": {
    target: "quality",
    file: "wine.csv",
    make: (random) =>
      lines(
        "fixed acidity;alcohol;quality",
        times(200, () => {
          const alcohol = random.normal(10.4, 1);
          const quality = Math.round(5.6 + (alcohol - 10.4) + random.normal(0, 0.3));
          return [random.normal(8.3, 1.7).toFixed(1), alcohol.toFixed(2), quality].join(";").replaceAll(".", ",");
        }),
      ),
  },
  "seeds: tabs": {
    target: "kind",
    file: "seeds.tsv",
    make: (random) =>
      lines(
        "area\tlength\tkind",
        times(150, (i) =>
          [
            random.normal(14 + 2 * (i % 2), 0.5).toFixed(2),
            random.normal(5, 1).toFixed(2),
            i % 2 ? "rosa" : "kama",
          ].join("\t"),
        ),
      ),
  },
  "sales: dates": {
    target: "sold",
    file: "sales.csv",
    make: (random) =>
      lines(
        "day,sold",
        times(
          200,
          (i) =>
            `${String((i % 28) + 1).padStart(2, "0")}.${String((i % 12) + 1).padStart(2, "0")}.${2020 + (i % 4)},${(100 + 25 * (i % 4) + random.normal(0, 3)).toFixed(1)}`,
        ),
      ),
  },
  "loans: true and false, percent, thousands": {
    target: "paid",
    file: "loans.csv",
    make: (random) =>
      lines(
        "income,rate,owner,paid",
        times(200, () => {
          const income = Math.round(random.normal(60_000, 15_000) + 20_000);
          const paid = income > 80_000 !== random.uniform() < 0.05;
          const shown = `${income}`.replace(/(\d{3})$/, ",$1");
          return `"${shown}",${(5 + 30 * random.uniform()).toFixed(0)}%,${pick(random, ["true", "false"])},${paid ? "TRUE" : "FALSE"}`;
        }),
      ),
  },
  "sheet: a blank last line, Excel's rows of commas, trailing commas": {
    target: "kind",
    file: "sheet.csv",
    make: (random) =>
      lines(
        "a,b,kind,",
        times(120, (i) => `${random.normal(i % 2 ? 1 : -1, 0.3).toFixed(2)},${i % 5},${i % 2 ? "x" : "y"},`),
        "\n,,,\n,,,\n\n",
      ).replaceAll("\n", "\r\n"),
  },
  "iris: no header": {
    target: "5",
    file: "iris.data",
    make: (random) => `${times(150, (i) => flower(random, i)).join("\n")}\n\n`,
  },
  "frame: an index without a name, and an id": {
    target: "bought",
    file: "frame.csv",
    make: (random) =>
      lines(
        ",customer_id,visits,bought",
        times(150, (i) => {
          const visits = random.integer(20);
          return `${i},${7919 * (i + 13)},${visits},${visits > 9 ? "yes" : "no"}`;
        }),
      ),
  },
  "flags: labels 1 and 1.0": {
    target: "label",
    file: "flags.csv",
    make: (random) =>
      lines(
        "x,label",
        times(120, (i) => `${random.normal(i % 2 ? 1 : -1, 0.4).toFixed(3)},${i % 2}${i % 3 ? "" : ".0"}`),
      ),
  },
  "log: timestamps a minute apart": {
    target: "load",
    file: "log.csv",
    make: (random) =>
      lines(
        "ts,load",
        times(120, (i) => `${1_700_000_000_000 + 60_000 * i},${(i / 10 + random.normal(0, 0.2)).toFixed(2)}`),
      ),
  },
  "sensor: a constant column": {
    target: "state",
    file: "sensor.csv",
    make: (random) =>
      lines(
        "volt,unit,state",
        times(120, (i) => `${random.normal(i % 2 ? 5 : 3, 0.3).toFixed(2)},7,${i % 2 ? "on" : "off"}`),
      ),
  },
  "diabetes: 214 different whole numbers to predict": {
    target: "progression",
    file: "diabetes.csv",
    make: (random) =>
      lines(
        "bmi,bp,progression",
        times(442, () => {
          const bmi = random.normal(26, 4.4);
          return `${bmi.toFixed(1)},${random.normal(95, 14).toFixed(0)},${Math.round(152 + 14 * (bmi - 26) + random.normal(0, 25))}`;
        }),
      ),
  },
  "fraud: one row in eighty": {
    target: "fraud",
    file: "fraud.csv",
    make: (random) =>
      lines(
        "amount,hour,fraud",
        times(
          1600,
          (i) => `${Math.exp(random.normal(i % 80 ? 3 : 4.5, 1)).toFixed(2)},${random.integer(24)},${i % 80 ? 0 : 1}`,
        ),
      ),
  },
};

/** The text of a table, always the same. */
export const tableText = ({ make }: TableKind): string => make(new Random(1));
