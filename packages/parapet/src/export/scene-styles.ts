import { PALETTE } from "./palette.ts";
import type { AreaKind, SiteKind } from "./scene.ts";

/** Colour of a site's point on globes, light and dark imagery alike. */
export const SITE_COLOURS: Readonly<Record<SiteKind, string>> = {
  "land-site": PALETTE.blue,
  ship: PALETTE.blue,
  battery: PALETTE.sky,
  "radar-station": PALETTE.purple,
  satellite: PALETTE.purple,
  "command-post": PALETTE.blue,
  "launch-region": PALETTE.vermilion,
};

/** How an area is drawn on globes: its line, and how strongly the colour fills it. */
export const AREA_STYLES: Readonly<
  Record<
    AreaKind,
    { readonly colour: string; readonly opacity: number; readonly width: number; readonly dashed?: true }
  >
> = {
  inner: { colour: PALETTE.blue, opacity: 0.35, width: 1.5 },
  nominal: { colour: PALETTE.blue, opacity: 0, width: 3 },
  outer: { colour: PALETTE.sky, opacity: 0.25, width: 1.5, dashed: true },
  seen: { colour: PALETTE.purple, opacity: 0.12, width: 1.5 },
  "not-threatened": { colour: "#808080", opacity: 0.4, width: 1 },
};
