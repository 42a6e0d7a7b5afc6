/** @file A Slurm cluster of this machine alone: its daemons on loopback, with all their files in one folder. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Debian has the daemons in /usr/sbin. */
const withDaemons = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...env, PATH: `${env.PATH}:/usr/sbin` });

export interface Cluster {
  /** The variables of programs that submit jobs. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Starts a cluster of one node, and runs a job on it. Returns the reason if that is impossible here. */
export async function startSlurm(environment: NodeJS.ProcessEnv): Promise<Cluster | string> {
  if (process.getuid?.() !== 0) return "its daemons need root";
  const programs = ["munged", "slurmctld", "slurmd", "sbatch"];
  const missing = programs.find((name) => spawnSync(name, ["--version"], { env: withDaemons(environment) }).error);
  return missing === undefined ? start(environment) : `${missing} was not found`;
}

async function start(environment: NodeJS.ProcessEnv): Promise<Cluster | string> {
  const folder = mkdtempSync(join(tmpdir(), "slurm-"));
  const at = (name: string): string => join(folder, name);
  const env = { ...withDaemons(environment), SLURM_CONF: at("slurm.conf") };
  const daemons: ChildProcess[] = [];
  const daemon = (program: string, ...args: string[]): void => {
    const output = openSync(at(`${program}.out`), "w");
    daemons.push(spawn(program, args, { cwd: folder, env, stdio: ["ignore", output, output] }));
  };
  const stop = async (): Promise<void> => {
    for (const one of daemons.reverse()) await ended(one);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeFiles(at, await freePort(), await freePort());
    const files = ["key", "log", "pid", "seed"].map((name) => `--${name}-file=${at(`munge.${name}`)}`);
    daemon("munged", "--foreground", "--force", `--socket=${at("munge.socket")}`, ...files);
    await succeeds(daemons, env, "munge", ["--no-input", `--socket=${at("munge.socket")}`]);
    daemon("slurmctld", "-D");
    daemon("slurmd", "-D", "-N", node);
    await succeeds(daemons, env, "sinfo", ["--noheader", "--format=%t"], /^idle/);
    await succeeds(daemons, env, "sbatch", ["--wait", "--output=/dev/null", "--wrap=true"]);
    return { env, stop };
  } catch (error) {
    await stop();
    return `it cannot be started: ${(error as Error).message}`;
  }
}

/** Repeats a program until it succeeds. Throws if a daemon ends, or after 100 attempts. */
async function succeeds(daemons: ChildProcess[], env: NodeJS.ProcessEnv, program: string, args: string[], text = /^/) {
  for (let attempt = 1; attempt <= 100; attempt++) {
    const { status, stdout } = spawnSync(program, args, { env, cwd: tmpdir(), encoding: "utf8", timeout: 30_000 });
    if (status === 0 && text.test(stdout)) return;
    if (status === null) throw new Error(`${program} did not answer`);
    const gone = daemons.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
    if (gone !== undefined) throw new Error(`${gone.spawnfile} ended with ${gone.exitCode ?? gone.signalCode}`);
    await setTimeout(100);
  }
  throw new Error(`${program} did not succeed`);
}

function writeFiles(at: (name: string) => string, controller: number, worker: number): void {
  mkdirSync(at("state"));
  mkdirSync(at("spool"));
  writeFileSync(at("munge.key"), randomBytes(1024), { mode: 0o400 });
  writeFileSync(at("slurm.conf"), configuration(at, controller, worker));
}

const node = hostname().split(".")[0];

/** All daemons run as the user of the test. Limits are not enforced, which would need control groups. */
const configuration = (at: (name: string) => string, controller: number, worker: number): string => `
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
