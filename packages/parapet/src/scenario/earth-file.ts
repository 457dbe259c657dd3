import { z } from "zod";
import { altitude, choice, group, quantity } from "./fields.ts";
import type { Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";

/** Wind towards east and north. */
export interface WindFile {
  readonly east: Quantity;
  readonly north: Quantity;
}

/** Wind at an altitude. */
export interface WindLayerFile extends WindFile {
  readonly altitude: Quantity;
}

/** The Earth a file asks for; what is left out is WGS 84 with J2, rotating, with the standard atmosphere, without wind. */
export interface EarthFile {
  readonly shape?: "wgs84" | { readonly sphere: Quantity };
  readonly gravity?: "inverse-square" | "j2";
  readonly rotation?: boolean;
  readonly atmosphere?: "none" | "us1976";
  readonly wind?: "none" | WindFile | readonly WindLayerFile[];
}

const windSpeed = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "speed", noun, low: "-500 m/s", high: "500 m/s" });
const windShape = { east: windSpeed("a wind to the east"), north: windSpeed("a wind to the north") };

/** A wind profile, altitudes rising. */
export const windLayers: Schema<readonly WindLayerFile[]> = z
  .array(group({ altitude: altitude(), ...windShape }))
  .min(1)
  .max(1000)
  .superRefine((layers, context) => {
    layers.forEach((layer, i) => {
      const { value, text } = layer.altitude;
      const below = layers[i - 1]?.altitude;
      // An altitude that was refused has no numbers here, and both comparisons are false.
      if (below !== undefined && value <= below.value)
        context.addIssue({
          code: "custom",
          path: [i, "altitude"],
          input: text,
          message: `${text} found; the altitudes of a wind profile rise, and the one before is ${below.text}`,
        });
    });
  });

/** The schema of `earth`. */
export const earthSchema: Schema<EarthFile> = group({
  shape: z
    .union(
      [
        z.literal("wgs84"),
        group({
          sphere: quantity({ dimension: "length", noun: "a radius of the Earth", low: "1000 km", high: "100000 km" }),
        }),
      ],
      { error: () => "FOUND; wgs84 or { sphere: 6371 km } is due" },
    )
    .exactOptional(),
  gravity: choice(["inverse-square", "j2"]).exactOptional(),
  rotation: z.boolean().exactOptional(),
  atmosphere: choice(["none", "us1976"]).exactOptional(),
  wind: z
    .union([z.literal("none"), group(windShape), windLayers], {
      error: () => "FOUND; none, { east: 6.1 m/s, north: 0 m/s } or a list of { altitude, east, north } is due",
    })
    .exactOptional(),
});
