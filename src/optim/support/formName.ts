/** The name of a rule's form, under which its kernel and trace are generated: `adam`, `nadam/constant`. */
export const formName = ({ name, variant }: { readonly name: string; readonly variant: string }): string =>
  variant === "" ? name : `${name}/${variant}`;
