// Where does the first stage of an interceptor come down around the two sites that were to get Aegis Ashore? In June 2020 Japan
// gave both up because the fall of boosters inside the training area or the sea could not be assured.
// Sites, speeds and burn times: catalogue/sites, catalogue/interceptors/sm3-iia.yaml. Assumed here: the booster's empty mass of
// 200 to 350 kg, 0.53 m by 1.7 m, tumbling in four of five cases, a west wind of half to twice the profile below.
// Run it: node --conditions=development examples/booster-fall.ts
import { readFileSync } from "node:fs";
import {
  boosterFall,
  distanceBetween,
  type Geodetic,
  makeInterceptorThrust,
  type StageSpread,
  tumblingDragArea,
  WGS84,
} from "parapet";

const DEGREE = Math.PI / 180;
const at = (latitude: number, longitude: number, altitude_m: number): Geodetic => ({
  latitude_rad: latitude * DEGREE,
  longitude_rad: longitude * DEGREE,
  altitude_m,
});
const SITES = { Mutsumi: at(34.505, 131.6, 400), Araya: at(39.714, 140.066, 20) };
/** Towards the Sea of Japan, from where the threat comes. */
const AZIMUTH = 315 * DEGREE;

const WIND = [
  { altitude_m: 0, east_mps: 4, north_mps: 0 },
  { altitude_m: 3000, east_mps: 15, north_mps: 0 },
  { altitude_m: 10_000, east_mps: 40, north_mps: 0 },
];
const broadside = tumblingDragArea(0.53, 1.7);
const SPREAD: StageSpread = {
  mass_kg: { low: 200, high: 350 },
  tumblingDragArea_m2: { low: broadside / 1.5, high: broadside * 1.5 },
  stable: { share: 0.2, dragArea_m2: { low: 0.15, high: 0.3 } },
  windFactor: { low: 0.5, high: 2 },
  speedError: 0.1,
  directionError_rad: 1 * DEGREE,
};
const thrust = makeInterceptorThrust({
  burnoutSpeed_mps: 4500,
  burnTime_s: 75,
  ballisticCoefficient_kgpm2: 4000,
  verticalTime_s: 2,
  longestFlight_s: 900,
});

type Ring = readonly (readonly [longitude: number, latitude: number])[];
const prefectures = JSON.parse(
  readFileSync(new URL("../catalogue/geography/japan-prefectures.json", import.meta.url), "utf8"),
) as { readonly features: readonly { readonly geometry: { readonly coordinates: readonly (readonly Ring[])[] } }[] };
const rings = prefectures.features
  .flatMap(({ geometry }) => geometry.coordinates.flat())
  .map((ring) => ({
    ring,
    east: Math.max(...ring.map(([x]) => x)),
    north: Math.max(...ring.map(([, y]) => y)),
    south: Math.min(...ring.map(([, y]) => y)),
  }));

/** Inside an odd number of rings: land of Natural Earth, 1:10 million. */
function isLand({ latitude_rad, longitude_rad }: Geodetic): boolean {
  const [x, y] = [longitude_rad / DEGREE, latitude_rad / DEGREE];
  let inside = false;
  for (const { ring, east, north, south } of rings) {
    if (y > north || y < south || x > east) continue;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

const degrees = (angle: number): string => `${Math.round(angle / DEGREE)}`.padStart(9);
const km = (distance_m: number): string => (distance_m / 1000).toFixed(1).padStart(8);
console.log(
  "site      booster s  elevation  separation m  speed m/s  falls km off  95 % ellipse km (half axes)  on land %",
);
for (const [name, site] of Object.entries(SITES))
  for (const boosterBurnTime_s of [4, 6, 10])
    for (const elevation_rad of [55 * DEGREE, 75 * DEGREE]) {
      const { separation, ellipse, land } = boosterFall({
        environment: { earth: WGS84, atmosphere: "us1976", wind: WIND },
        shot: { site, azimuth_rad: AZIMUTH, elevation_rad, thrust, boosterBurnTime_s },
        spread: SPREAD,
        draws: 200,
        seed: 1,
        isLand,
      });
      const columns = [
        name.padEnd(8),
        String(boosterBurnTime_s).padStart(10),
        degrees(elevation_rad).padStart(10),
        separation.place.altitude_m.toFixed(0).padStart(13),
        separation.speed_mps.toFixed(0).padStart(10),
        km(distanceBetween(site, ellipse.centre)).padStart(13),
        `${km(ellipse.most.semiMajor_m)} by${km(ellipse.most.semiMinor_m)}`.padStart(28),
        (100 * (land?.most ?? 0)).toFixed(0).padStart(10),
      ];
      console.log(columns.join(" "));
    }
