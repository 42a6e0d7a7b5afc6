import type { Source } from "../../optim/definition.ts";
import { citation } from "../../optim/support/citation.ts";

/** The data of a definition that an explanation prints. */
export interface Described {
  readonly definition?: {
    readonly source?: Source | undefined;
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
  return { source: source === undefined ? "" : publication(source), differs: variant === "" ? differs : [] };
}

const publication = (source: Source): string => [citation(source), source.place, source.url].filter(Boolean).join(", ");
