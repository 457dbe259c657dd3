import { element } from "./markup.ts";
import type { SiteKind } from "./scene.ts";
import { fixed } from "./svg.ts";

/** Half the width of each symbol in pixels. */
export const SYMBOL_REACH: Readonly<Record<SiteKind, number>> = {
  "land-site": 6,
  ship: 7,
  battery: 4,
  "radar-station": 6,
  satellite: 6,
  "command-post": 6,
  "launch-region": 7,
};

/**
 * The symbol of a site: square for a land site, hull for a ship, disc for a battery, triangle for a radar, diamond for a
 * satellite, pentagon for a command post, cross for a launch region. Shape and colour both tell them apart.
 */
export function drawSymbol(kind: SiteKind, x: number, y: number, scale: number = 1): string {
  const path = (name: string, ...points: readonly (readonly [number, number])[]): string =>
    element("path", {
      class: name,
      d: `M${points.map(([dx, dy]) => `${fixed(x + scale * dx)},${fixed(y + scale * dy)}`).join("L")}Z`,
    });
  switch (kind) {
    case "land-site":
      return path("pp-site", [-5, -5], [5, -5], [5, 5], [-5, 5]);
    case "ship":
      return path("pp-site", [-7, -2], [-2, -2], [-2, -6], [2, -6], [2, -2], [7, -2], [4, 4], [-4, 4]);
    case "battery":
      return element("circle", { class: "pp-site", cx: fixed(x), cy: fixed(y), r: fixed(3.5 * scale) });
    case "radar-station":
      return path("pp-radar", [0, -6], [6, 5], [-6, 5]);
    case "satellite":
      return path("pp-radar", [0, -6], [6, 0], [0, 6], [-6, 0]);
    case "command-post":
      return path("pp-site", [0, -6], [6, -1], [4, 5], [-4, 5], [-6, -1]);
    case "launch-region":
      return path(
        "pp-launch",
        ...([[0, -2.5], [4, -6.5], [6.5, -4], [2.5, 0], [6.5, 4], [4, 6.5], [0, 2.5], [-4, 6.5], [-6.5, 4], [-2.5, 0], [-6.5, -4], [-4, -6.5]] as const), // prettier-ignore
      );
  }
}
