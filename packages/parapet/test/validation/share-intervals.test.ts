// Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 857-872, table I.
import { expect, it } from "vitest";
import { normalQuantile } from "../../src/math/normal-quantile.ts";
import { clopperPearsonInterval, wilsonInterval } from "../../src/math/statistics.ts";

// 95 % intervals, printed with four decimals: score without continuity correction (method 3), exact (method 5).
const TABLE = [
  { successes: 81, trials: 263, score: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
  { successes: 15, trials: 148, score: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
  { successes: 0, trials: 20, score: [0, 0.1611], exact: [0, 0.1684] },
  { successes: 1, trials: 29, score: [0.0061, 0.1718], exact: [0.0009, 0.1776] },
] as const;

it.each(TABLE)(
  "$successes of $trials: score and exact interval, to the printed digits",
  ({ successes, trials, score, exact }) => {
    const found = [wilsonInterval(successes, trials, 0.95), clopperPearsonInterval(successes, trials, 0.95)];
    for (const [i, [low, high]] of [score, exact].entries()) {
      expect(Math.abs(found[i]!.low - low)).toBeLessThan(0.5001e-4);
      expect(Math.abs(found[i]!.high - high)).toBeLessThan(0.5001e-4);
    }
  },
);

// Wichura, M. J. (1988), Algorithm AS 241, Applied Statistics 37, 477-484: the values given there for a check of an implementation.
it.each([
  [0.25, -0.6744897501960817],
  [0.001, -3.090232306167814],
  [1e-20, -9.262340089798409],
])("normal quantile at %d", (p, value) => {
  expect(Math.abs(normalQuantile(p) / value - 1)).toBeLessThan(1e-15);
});
