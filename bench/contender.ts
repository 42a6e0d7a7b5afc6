/**
 * @file The bench's side of the connection to serve.ts. Each contender is a separate process with its own engine.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";

/** Seconds to start, and to answer: on a quiet machine the slowest known needs 25 for its first two steps. */
const [startPatience, patience] = [60, 180];

export class Contender {
  readonly name: string;
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;
  /** The end of its messages, for the reason where it ends. */
  private messages = "";
  /** Fulfils when its last message has come. */
  private readonly ended: Promise<void>;

  private constructor(name: string, command: readonly string[], cwd: string) {
    this.name = name;
    this.child = spawn(command[0], command.slice(1), { cwd, stdio: "pipe" });
    this.child.on("error", ({ message }) => {
      this.messages = message;
    });
    this.ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    this.child.stderr?.on("data", (part: Buffer) => {
      this.messages = `${this.messages}${part}`.slice(-4000);
    });
    this.child.stdin?.on("error", () => {});
    this.reader = createInterface({ input: this.child.stdout as NonNullable<ChildProcess["stdout"]> });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  /** Starts the process and waits for its greeting, which tells the version. */
  static async start(
    name: string,
    command: readonly string[],
    cwd: string,
  ): Promise<{ contender: Contender; version: string }> {
    const contender = new Contender(name, command, cwd);
    try {
      const { version } = await contender.answer(startPatience);
      return { contender, version: version as string };
    } catch (error) {
      contender.stop();
      throw error;
    }
  }

  /** Hands over a problem; gives the losses of its first steps. */
  async prepare(folder: string): Promise<number[]> {
    return (await this.ask(`prepare ${folder}`)).losses as number[];
  }

  /** Returns the seconds that a number of steps takes. */
  async run(steps: number): Promise<number> {
    return (await this.ask(`run ${steps}`)).seconds as number;
  }

  /** Returns the first of its last messages that names an error. */
  private async reason(): Promise<string> {
    await within(1, this.ended).catch(() => {});
    const line = this.messages.split("\n").find((each) => /error|ENOENT/i.test(each));
    return line === undefined ? "" : `: ${line.trim().slice(0, 200)}`;
  }

  stop(): void {
    this.reader.close();
    this.child.stdin?.end();
    this.child.kill();
  }

  private ask(request: string): Promise<Record<string, unknown>> {
    this.child.stdin?.write(`${request}\n`);
    return this.answer();
  }

  /**
   * Reads the next line that is an answer. Libraries may print other lines, such as greetings. A contender that is late
   * is stopped: its answer would be taken for that of the next request.
   */
  private async answer(seconds = patience): Promise<Record<string, unknown>> {
    for (;;) {
      const { value, done } = await within(seconds, this.lines.next()).catch((error) => {
        this.stop();
        this.messages = `an error before: ${error.message}`;
        throw error;
      });
      if (done) throw new Error(`it ended without an answer${await this.reason()}`);
      if (!value.startsWith("{")) continue;
      const reply = JSON.parse(value);
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply;
    }
  }
}

async function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
