/** @file `downhill identify`: which rule, with which numbers, made this path? */
import type { Identification } from "../../testing/identify/identification.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { automaticMode } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRecordingFile } from "./readRecordingFile.ts";

export async function identify(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const [file, ...rest] = words;
  if (file === undefined || rest.length > 0)
    throw new UsageError("identify needs one FILE, such as downhill identify path.json; see --help for the layout");
  const recording = readRecordingFile(file);
  const library = await import("../../testing/identify/identify.ts");
  const answer = library.identify(recording, { onProgress: progressOn(terminal) });
  terminal.stdout.write(`${values.json === true ? JSON.stringify(answer) : answer.message}\n`);
  return isNamed(answer) ? 0 : 1;
}

const isNamed = ({ verdict }: Identification): boolean => verdict === "identified" || verdict === "identified up to";

/** Shows the forms that are tried: on a terminal in one line, elsewhere a line every five seconds. */
function progressOn({ stderr, environment, now }: Terminal): (form: string) => void {
  const isBar = automaticMode(stderr, environment) === "bar";
  const pause = isBar ? 100 : 5000;
  let shown = now();
  let tried = 0;
  return (form) => {
    tried++;
    if (now() - shown < pause) return;
    shown = now();
    stderr.write(isBar ? `\r\x1b[K${tried} forms tried, now ${form}\r` : `${tried} forms tried, now ${form}\n`);
  };
}
