interface Source {
  readonly authors: string;
  readonly title: string;
  readonly venue?: string;
  readonly year: number;
  readonly url?: string;
  readonly place?: string;
}

/** The data of a definition that an explanation prints. */
export interface Described {
  readonly definition?: {
    readonly source?: Source;
    readonly variants: Readonly<Record<string, { readonly source?: Source }>>;
    readonly differsFrom: readonly { readonly who: string; readonly variant?: string; readonly how: string }[];
  };
}

/** The publication of a rule or variant, and one sentence for each program that computes something else. */
export function definitionNotes(
  definition: Described["definition"],
  variant: string,
): { source: string; differs: string[] } {
  if (definition === undefined) return { source: "", differs: [] };
  const source = variant === "" ? definition.source : definition.variants[variant]?.source;
  const differs = definition.differsFrom.map(({ who, variant, how }) => {
    const by = variant ? ` (variant ${variant})` : "";
    return `Differs from ${who}${by}: ${how}`;
  });
  return { source: source === undefined ? "" : citation(source), differs: variant === "" ? differs : [] };
}

const citation = ({ authors, title, venue, year, url, place }: Source): string =>
  [`${authors}, "${title}"`, [venue, year].filter(Boolean).join(" "), place, url].filter(Boolean).join(", ");
