/** The folder where the packed package is installed. */
export interface Place {
  readonly folder: string;
  readonly tarball: string;
  /** The root of this project. */
  readonly root: string;
  /** True if the tools of `--all` are installed. */
  readonly all: boolean;
  /** Runs a program there and returns what it prints. */
  run(command: string, ...args: string[]): string;
}
