import temml from "temml";

/** An equation of LaTeX as MathML, which browsers draw without a script or a font. Vue leaves it as it is. */
export function equation(tex: string, display: boolean): string {
  const mathml = temml.renderToString(tex, { displayMode: display, throwOnError: true });
  return mathml.replace("<math", "<math v-pre").replace(raisedPrimes, "<mrow>$1$2</mrow>");
}

/** Primes of fonts are raised already; browsers would raise them twice. */
const raisedPrimes =
  /<msup>(<mi[^>]*>[^<]*<\/mi>)(?:<mrow[^>]*>)?((?:<mo [^>]*tml-prime[^>]*>′<\/mo>)+)(?:<\/mrow>)?<\/msup>/g;
