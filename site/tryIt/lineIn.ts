/** Returns the first line of a module that a stack names, counted from 1; null if it names none. */
export function lineIn(stack: string, module: string): number | null {
  const at = stack.indexOf(`${module}:`);
  if (at < 0) return null;
  const [line] = /^\d+/.exec(stack.slice(at + module.length + 1)) ?? [];
  return line === undefined ? null : Number(line);
}
