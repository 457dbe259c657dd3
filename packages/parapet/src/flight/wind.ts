import type { WindLayer } from "./vehicle.ts";

/** Air moving over the ground at one altitude. */
export interface Wind {
  readonly east_mps: number;
  readonly north_mps: number;
}

/** The wind at an altitude: linear between layers, constant below the lowest and above the highest, still without layers. */
export function windAt(layers: readonly WindLayer[], altitude_m: number): Wind {
  const lowest = layers[0];
  if (lowest === undefined) return { east_mps: 0, north_mps: 0 };
  let below = lowest;
  for (const above of layers) {
    if (altitude_m < above.altitude_m) {
      if (above === lowest) return lowest;
      const share = (altitude_m - below.altitude_m) / (above.altitude_m - below.altitude_m);
      return {
        east_mps: below.east_mps + share * (above.east_mps - below.east_mps),
        north_mps: below.north_mps + share * (above.north_mps - below.north_mps),
      };
    }
    below = above;
  }
  return below;
}
