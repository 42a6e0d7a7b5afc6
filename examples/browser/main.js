import { argmax, loadWeights, noGrad, RemoteTraining, tensor } from "../../dist/downhill.browser.js";
import { examples, makeModel } from "./model.js";

const element = (id) => document.getElementById(id);
const colours = ["#4477aa", "#ee6677", "#228833"];
const data = examples();
const model = makeModel();
const training = new RemoteTraining(new Worker("worker.js", { type: "module" }));
const steps = 3000;
const grid = 60;

/** Colours each cell of the plane by the network's decision, and draws the examples. */
function drawBoundary() {
  const context = element("boundary").getContext("2d");
  const { width } = context.canvas;
  const points = [];
  for (let row = 0; row < grid; row++)
    for (let column = 0; column < grid; column++)
      points.push([(2 * (column + 0.5)) / grid - 1, 1 - (2 * (row + 0.5)) / grid]);
  const classes = noGrad(() => argmax(model.forward(tensor(points))));
  const cell = width / grid;
  context.clearRect(0, 0, width, width);
  context.globalAlpha = 0.35;
  classes.forEach((label, i) => {
    context.fillStyle = colours[label];
    context.fillRect((i % grid) * cell, Math.floor(i / grid) * cell, cell, cell);
  });
  context.globalAlpha = 1;
  for (let i = 0; i < data.labels.length; i++) {
    const [x, y] = [data.inputs.data[2 * i], data.inputs.data[2 * i + 1]];
    context.fillStyle = colours[data.labels[i]];
    context.fillRect(((x + 1) / 2) * width - 2, ((1 - y) / 2) * width - 2, 4, 4);
  }
}

/** Draws the loss over steps, on a logarithmic axis from 0.001 to 2. */
function drawCurve(losses) {
  const context = element("curve").getContext("2d");
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  context.strokeStyle = colours[0];
  context.beginPath();
  losses.forEach((loss, i) => {
    const share = (Math.log(2) - Math.log(Math.max(loss, 1e-3))) / (Math.log(2) - Math.log(1e-3));
    context.lineTo((i / steps) * width, share * height);
  });
  context.stroke();
}

async function run() {
  const losses = [];
  training.start({ lr: Number(element("lr").value), steps });
  element("pause").disabled = element("stop").disabled = false;
  element("pause").textContent = "Pause";
  let drawn = 0;
  try {
    for await (const { step, loss } of training) {
      losses.push(loss);
      if (step - drawn < 100 && step < steps) continue;
      drawn = step;
      element("state").textContent = `Step ${step} of ${steps}, loss ${loss.toFixed(4)}`;
      drawCurve(losses);
      loadWeights(model, await training.weights());
      drawBoundary();
    }
    element("state").textContent = `Finished after ${losses.length} steps, loss ${losses.at(-1)?.toFixed(4)}`;
  } catch (error) {
    element("state").textContent = `Training failed: ${error.message}`;
  }
  element("pause").disabled = element("stop").disabled = true;
}

let paused = false;
element("start").onclick = run;
element("stop").onclick = () => training.stop();
element("pause").onclick = () => {
  paused = !paused;
  if (paused) training.pause();
  else training.resume();
  element("pause").textContent = paused ? "Resume" : "Pause";
};
drawBoundary();
