import type { Lab, View } from "../lab.ts";
import { Inspector } from "./inspector.ts";
import { results } from "./results.ts";
import { Stage } from "./stage.ts";
import { Transport } from "./transport.ts";

/** The stage with its steps, where every rule is, and what happens inside a step. */
export interface SteppedStage extends View {
  readonly picture: Stage;
  readonly steps: Transport;
  readonly table: ReturnType<typeof results>;
  readonly inside: Inspector;
  isPlaying(): boolean;
}

/** Makes the parts of the lab that show paths step by step, for a page to place. */
export function steppedStage(lab: Lab): SteppedStage {
  const steps = new Transport({
    t: () => lab.state.t,
    steps: () => lab.state.steps,
    set: (t) => lab.set({ t }),
    redraw: () => lab.renderSoon(),
  });
  const isPlaying = (): boolean => steps.isPlaying;
  const picture = new Stage(lab, { playOrPause: () => steps.playOrPause(), isPlaying });
  const table = results(isPlaying);
  const inside = new Inspector(lab, isPlaying);
  return {
    picture,
    steps,
    table,
    inside,
    isPlaying,
    render(now) {
      steps.show();
      inside.render(now);
      picture.render();
      table.render(now);
    },
  };
}
