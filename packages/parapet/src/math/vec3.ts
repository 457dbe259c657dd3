/**
 * A vector of three components in metres, metres per second or a unit vector, tagged with the frame it is given in.
 * The tag exists for the compiler only: a `Vec3<"ecef">` cannot be passed where a `Vec3<"eci">` is due.
 */
export type Vec3<F extends string = string> = readonly [x: number, y: number, z: number] & { readonly frame?: F };

/** Makes a vector of the frame that the context asks for. */
export function vec3<F extends string>(x: number, y: number, z: number): Vec3<F> {
  return [x, y, z] as Vec3<F>;
}

export function add<F extends string>(a: Vec3<F>, b: Vec3<NoInfer<F>>): Vec3<F> {
  return vec3(a[0] + b[0], a[1] + b[1], a[2] + b[2]);
}

export function subtract<F extends string>(a: Vec3<F>, b: Vec3<NoInfer<F>>): Vec3<F> {
  return vec3(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

export function scale<F extends string>(a: Vec3<F>, factor: number): Vec3<F> {
  return vec3(a[0] * factor, a[1] * factor, a[2] * factor);
}

export function dot<F extends string>(a: Vec3<F>, b: Vec3<NoInfer<F>>): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross<F extends string>(a: Vec3<F>, b: Vec3<NoInfer<F>>): Vec3<F> {
  return vec3(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
}

export function length<F extends string>(a: Vec3<F>): number {
  return Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
}

export function distance<F extends string>(a: Vec3<F>, b: Vec3<NoInfer<F>>): number {
  return length(subtract(a, b));
}

/** The unit vector along `a`; the zero vector has none and throws. */
export function normalize<F extends string>(a: Vec3<F>): Vec3<F> {
  const size = length(a);
  if (!(size > 0)) throw new RangeError(`normalize: needs a vector of length above 0, got [${a.join(", ")}]`);
  return scale(a, 1 / size);
}
