/** @file A Slurm cluster of this machine alone: its daemons on loopback, with all their files in one folder. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Debian has the daemons in /usr/sbin. */
const withDaemons = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...env, PATH: `${env.PATH}:/usr/sbin` });

/** Returns why Slurm cannot be started here; null if it can. */
export function slurmProblem(): string | null {
  const programs = ["munged", "slurmctld", "slurmd", "sbatch"];
  const missing = programs.find((name) => spawnSync(name, ["--version"], { env: withDaemons(process.env) }).error);
  if (missing !== undefined) return `${missing} was not found`;
  return process.getuid?.() === 0 ? null : "its daemons need root";
}

export interface Cluster {
  /** The variables of programs that submit jobs. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Starts the daemons, and waits until the only node takes jobs. */
export async function startSlurm(environment: NodeJS.ProcessEnv): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "slurm-"));
  const at = (name: string): string => join(folder, name);
  const configuration = at("slurm.conf");
  const env = { ...withDaemons(environment), SLURM_CONF: configuration };
  const daemons: ChildProcess[] = [];
  const start = (program: string, ...args: string[]): void => {
    const output = openSync(at(`${program}.out`), "w");
    daemons.push(spawn(program, args, { env, stdio: ["ignore", output, output] }));
  };
  /** Waits for a program to succeed; throws if a daemon ended. */
  const answered = async (program: string, args: string[], text = /(?:)/): Promise<void> => {
    for (;;) {
      const { status, stdout } = spawnSync(program, args, { env, encoding: "utf8" });
      if (status === 0 && text.test(stdout)) return;
      const ended = daemons.find(({ exitCode }) => exitCode !== null);
      if (ended) throw new Error(`${ended.spawnfile} ended: ${readFileSync(at(`${ended.spawnfile}.out`), "utf8")}`);
      await setTimeout(100);
    }
  };
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.reverse()) await ended(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [controller, worker] = [await freePort(), await freePort()];
    mkdirSync(at("state"));
    mkdirSync(at("spool"));
    writeFileSync(at("munge.key"), randomBytes(1024), { mode: 0o400 });
    writeFileSync(configuration, configurationOf(at, controller, worker));
    const files = ["key", "log", "pid", "seed"].map((name) => `--${name}-file=${at(`munge.${name}`)}`);
    start("munged", "--foreground", "--force", `--socket=${at("munge.socket")}`, ...files);
    await answered("munge", ["--no-input", `--socket=${at("munge.socket")}`]);
    start("slurmctld", "-D");
    start("slurmd", "-D", "-N", node);
    await answered("sinfo", ["--noheader", "--format=%t"], /^idle/);
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const node = hostname().split(".")[0];

/** All daemons run as the user of the test. Limits are not enforced, which would need control groups. */
const configurationOf = (at: (name: string) => string, controller: number, worker: number): string => `
ClusterName=downhill
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${worker}
AuthType=auth/munge
AuthInfo=socket=${at("munge.socket")}
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${at("state")}
SlurmdSpoolDir=${at("spool")}
SlurmctldPidFile=${at("slurmctld.pid")}
SlurmdPidFile=${at("slurmd.pid")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MailProg=/bin/true
SlurmdParameters=config_overrides
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=${node} Default=YES State=UP
`;

function ended(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return resolve();
    daemon.once("close", () => resolve());
    daemon.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
