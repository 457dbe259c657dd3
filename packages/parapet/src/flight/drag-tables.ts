/**
 * Generic shapes of drag against Mach number. They belong to no system: they are smooth stand-ins with the features that every
 * text on missile aerodynamics shows (flat below Mach 0.8, a peak just above Mach 1, falling towards a hypersonic limit; for
 * instance Sutton and Biblarz, Rocket Propulsion Elements, 7th ed. 2001, fig. 4-3). Assumed; see docs/models/flight.md for what
 * halving and doubling them does.
 */

/** Drag coefficient of a slender rocket with its engine burning, referred to the body's cross-section. */
export const SLENDER_ROCKET_DRAG: readonly (readonly [mach: number, dragCoefficient: number])[] = [
  [0, 0.15],
  [0.8, 0.15],
  [1.15, 0.42],
  [2, 0.3],
  [3, 0.22],
  [5, 0.17],
  [8, 0.15],
];

/** Drag coefficient of a slender cone over its hypersonic value: multiplies the drag that a ballistic coefficient stands for. */
export const REENTRY_CONE_DRAG: readonly (readonly [mach: number, ratio: number])[] = [
  [0, 2.2],
  [0.8, 2.3],
  [1.2, 4],
  [2, 3],
  [4, 1.8],
  [8, 1.15],
  [12, 1],
];
