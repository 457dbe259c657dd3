import type { Highs } from "highs";

/** Loads a new instance of HiGHS; the package's types are those of its CommonJS build, where the loader is one level deeper. */
export async function loadHighs(): Promise<Highs> {
  const module: { readonly default: unknown } = await import("highs");
  return (module.default as () => Promise<Highs>)();
}
