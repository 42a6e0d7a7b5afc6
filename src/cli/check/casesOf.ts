import { loadTrajectories } from "../../generated/trajectories/index.ts";
import { type Trajectory, trajectories } from "../../testing/trajectories.ts";

/** The trajectories of 25 digits of a rule; none for an expression. */
export const casesOf = async (name: string): Promise<readonly Trajectory[]> =>
  Object.hasOwn(loadTrajectories, name) ? await trajectories(name) : [];
