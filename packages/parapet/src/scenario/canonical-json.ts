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
  // One growing text: lists of parts and their joining took most of the time of a hash.
  if (Array.isArray(value)) {
    let text = "[";
    for (let i = 0; i < value.length; i++) text += (i === 0 ? "" : ",") + canonicalJson(value[i]);
    return `${text}]`;
  }
  if (typeof value === "object") {
    const group = value as Readonly<Record<string, unknown>>;
    let text = "{";
    for (const key of Object.keys(group).sort()) {
      const inner = group[key];
      if (inner === undefined) continue;
      text += `${text.length === 1 ? "" : ","}${JSON.stringify(key)}:${canonicalJson(inner)}`;
    }
    return `${text}}`;
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
