import { makeStream } from "../../parapet/src/math/random.ts";

/** One trial: mean of normal draws of the library's random stream, and where it was drawn. */
export function drawTrial(trial: number, shared: { readonly seed: number }): { readonly mean: number } {
  const stream = makeStream(shared.seed, trial, "pool-test");
  let sum = 0;
  for (let i = 0; i < 500; i++) sum += stream.normal();
  return { mean: sum / 500 };
}
