/** Maps values to pixels in a straight line. */
export interface LinearScale {
  readonly low: number;
  readonly high: number;
  at(value: number): number;
}

/** A scale on which `domain` covers `range` in pixels; a domain of one point is widened. */
export function makeLinearScale(domain: readonly [number, number], range: readonly [number, number]): LinearScale {
  const [low, high] = domain[1] > domain[0] ? domain : [domain[0] - 0.5, domain[0] + 0.5];
  return { low, high, at: (value) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]) };
}

/** Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, about `count` of them. */
export function listTicks(low: number, high: number, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  while (power > rough) power /= 10;
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
    ticks.push(Number((i * step).toPrecision(12)) + 0);
  return ticks;
}
