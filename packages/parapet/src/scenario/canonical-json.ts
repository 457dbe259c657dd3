/**
 * JSON that is the same for the same data: keys in the order of their UTF-16 units, no spaces, undefined left out, -0 as 0.
 * Throws on what JSON cannot hold (NaN, infinities, functions), because a hash of it would be a lie.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`canonicalJson: needs finite numbers, got ${value}`);
    return JSON.stringify(value + 0);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const group = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(group).filter((key) => group[key] !== undefined);
    return `{${keys
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(group[key])}`)
      .join(",")}}`;
  }
  throw new TypeError(`canonicalJson: needs plain data, got a ${typeof value}`);
}

/** Freezes plain data all the way down and hands it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
