/** A worker that runs a script given as text: a classic one, which also starts from a file. Throws where refused. */
export const netWorker = (script: string): Worker =>
  new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
