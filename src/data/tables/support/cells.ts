/** @file Cells of a table as numbers. */

/** The character before the decimals. */
export type Decimal = "." | ",";

const plain = {
  ".": /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i,
  ",": /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i,
};

/** Thousands in groups of three, the same character between all: 1,234,567.8 or 1.234.567,8 or 1 234 567. */
const grouped = {
  ".": /^[+-]?\d{1,3}([,'’\u0020\u00a0\u202f])\d{3}(\1\d{3})*(\.\d*)?$/,
  ",": /^[+-]?\d{1,3}([.'’\u0020\u00a0\u202f])\d{3}(\1\d{3})*(,\d*)?$/,
};

const currency = /[$€£¥]/;
const digit9 = 57;

/**
 * Returns the number in a cell, or null. Takes thousands separators, a currency sign, and percent: 35% is 0.35.
 *
 * e.g. numberIn("1.234,5", ",") // 1234.5
 */
export function numberIn(cell: string, decimal: Decimal): number | null {
  if (decimal === ".") {
    const value = +cell;
    // Number() also takes "", " " and "0x1f": these have no digit first, or a letter second.
    if (value !== 0 && Number.isFinite(value) && cell.charCodeAt(0) > 32 && !(cell.charCodeAt(1) > digit9))
      return value;
    if (cell === "0") return 0;
  }
  return written(cell.trim(), decimal);
}

function written(cell: string, decimal: Decimal): number | null {
  const isPercent = cell.endsWith("%");
  const text = (isPercent ? cell.slice(0, -1) : cell).replace("−", "-").replace(currency, "").trim();
  const digits = plain[decimal].test(text)
    ? text
    : grouped[decimal].test(text)
      ? text.replace(decimal === "." ? /[^\d.+-]/g : /[^\d,+-]/g, "")
      : "";
  if (digits === "") return null;
  const value = Number(digits.replace(",", "."));
  if (!Number.isFinite(value)) return null;
  return isPercent ? value / 100 : value;
}

/** Returns 1 for true, 0 for false, null for anything else, in any case. */
export function booleanIn(cell: string): number | null {
  const text = cell.trim().toLowerCase();
  return text === "true" ? 1 : text === "false" ? 0 : null;
}

const time = "(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2}(?:\\.\\d+)?))?\\s*(Z|[+-]\\d{2}:?\\d{2})?)?";
const yearFirst = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${time}$`);
const yearLast = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${time}$`);
const dayMs = 86_400_000;

/** The order of day and month in dates that end with the year. */
export type DateOrder = "day first" | "month first";

/**
 * Returns the days since 1970-01-01 UTC of a date, with or without a time of day; null for anything else.
 *
 * e.g. daysIn("1970-01-02T12:00", "day first") // 1.5
 */
export function daysIn(cell: string, order: DateOrder): number | null {
  const text = cell.trim();
  const iso = yearFirst.exec(text);
  if (iso !== null) return days(iso[1], iso[3], iso[4], iso.slice(5));
  const other = yearLast.exec(text);
  if (other === null) return null;
  const [day, month] = order === "day first" ? [other[1], other[3]] : [other[3], other[1]];
  return days(other[4], month, day, other.slice(5));
}

function days(year: string, month: string, day: string, rest: readonly (string | undefined)[]): number | null {
  const [hour = "0", minute = "0", second = "0", zone] = rest;
  const midnight = new Date(Date.UTC(+year, +month - 1, +day));
  // The 31st of a shorter month would be a day of the next one.
  if (midnight.getUTCMonth() !== +month - 1 || midnight.getUTCDate() !== +day) return null;
  if (+hour > 24 || +minute > 59 || +second >= 61) return null;
  const seconds = 3600 * +hour + 60 * +minute + +second - 60 * offset(zone);
  return midnight.getTime() / dayMs + seconds / 86_400;
}

/** The minutes of a time zone such as +02:00. */
function offset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = 60 * +zone.slice(1, 3) + +zone.slice(-2);
  return zone[0] === "-" ? -minutes : minutes;
}
