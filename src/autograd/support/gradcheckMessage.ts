import { placeOf } from "../../array/placeOf.ts";
import type { CheckedElement, GradcheckReport, Kink } from "../gradcheck.ts";
import type { Tensor } from "../tensor.ts";

const shown = 3;

/** The verdict in words: the elements that differ most, the first of `wrong`, and kinks, which have no derivative. */
export function gradcheckMessage(
  { passed, worst, checked, directional, kinks }: Omit<GradcheckReport, "message">,
  wrong: readonly CheckedElement[],
  inputs: readonly Tensor[],
  tolerance: number,
): string {
  if (passed)
    return `the gradient agrees with central differences: ${checked.length} derivatives, relative error at most ${short(worst.error)}`;
  if (wrong.length === 0)
    return (
      `the gradient is wrong along a random direction through all inputs: ${directional.analytic} from the tape, ` +
      `${directional.numeric} from differences, relative error ${short(directional.error)}, at most ${tolerance}`
    );
  const lines = wrong.slice(0, shown).map((one) => `  ${elementText(one, inputs)}${kinkText(one, kinks)}`);
  const more = wrong.length > shown ? [`  and ${wrong.length - shown} more`] : [];
  const head = `the gradient is wrong at ${wrong.length} of ${checked.length} elements, at most ${tolerance} passes; slopes are of a randomly weighted sum of outputs`;
  return [head, ...lines, ...more].join("\n");
}

function elementText({ input, index, analytic, numeric, error }: CheckedElement, inputs: readonly Tensor[]): string {
  const { shape } = inputs[input];
  return (
    `input ${input} [${shape}], element [${placeOf(index, shape)}]: ${analytic} from the tape, ` +
    `${numeric} from differences, relative error ${short(error)}`
  );
}

function kinkText({ input, index }: CheckedElement, kinks: readonly Kink[]): string {
  const kink = kinks.find((one) => one.input === input && one.index === index);
  if (kink === undefined) return "";
  const where = kink.within === 0 ? "a kink here" : `a kink within ${short(kink.within)}`;
  return `; ${where}: slope ${kink.left} on the left, ${kink.right} on the right; choose an input away from it`;
}

const short = (x: number): string => x.toExponential(1);
