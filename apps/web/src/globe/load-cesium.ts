import type * as Engine from "@cesium/engine";

export type Cesium = typeof Engine;

/** The globe library's drawing part, fetched from this server when the globe is asked for and not before. */
export async function loadCesium(): Promise<Cesium> {
  // Where the library finds its imagery and workers; it must be known before the library is.
  (globalThis as { CESIUM_BASE_URL?: string }).CESIUM_BASE_URL = "/cesium/";
  return import("@cesium/engine");
}

/** Whether this browser can draw in three dimensions at all. */
export function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
