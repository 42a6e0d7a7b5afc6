let recording = true;

/** True while ops are recorded, that is, outside `noGrad`. */
export const isRecording = (): boolean => recording;

/** @internal Switches the recording and returns whether it was on before. */
export function setRecording(on: boolean): boolean {
  const before = recording;
  recording = on;
  return before;
}
