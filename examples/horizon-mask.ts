// How high must a missile over its launch area be before the radars planned at Mutsumi and Araya see it?
// Sites: catalogue/sites/aegis-ashore-*.yaml; launch areas: scenarios/japan-2018.yaml. Rays over an Earth 4/3 as large, smooth: terrain is
// left out, but for one published line of sight: near Araya a mountain of 715 m at 9.6 km stands 4.26 deg high (catalogue: maskExample).
// Run it: node --conditions=development examples/horizon-mask.ts
import { distanceBetween, type Geodetic, lowestSeenAltitude } from "parapet";

const DEGREE = Math.PI / 180;
const at = (latitude: number, longitude: number): Geodetic => ({
  latitude_rad: latitude * DEGREE,
  longitude_rad: longitude * DEGREE,
  altitude_m: 0,
});
const SITES = [
  { name: "Mutsumi", place: at(34.505, 131.6), antennas_m: [200, 400, 550] },
  { name: "Araya", place: at(39.714, 140.066), antennas_m: [9, 20, 29] },
];
const REGIONS = [
  { name: "Kusong", place: at(40.0659, 125.2099) },
  { name: "Sunan", place: at(39.2002, 125.6733) },
];
const RAYS = [
  { name: "sea horizon", elevation_rad: undefined },
  { name: "0 deg", elevation_rad: 0 },
  { name: "4.26 deg", elevation_rad: 4.26 * DEGREE },
];

const print = (cells: readonly string[]): void => {
  process.stdout.write(`${cells.map((cell, i) => (i < 2 ? cell.padEnd(9) : cell.padStart(22))).join("")}\n`);
};
print(["site", "launch", "km away", ...RAYS.map(({ name }) => `${name}, km`)]);
for (const { name, place, antennas_m } of SITES)
  for (const region of REGIONS) {
    const distance_m = distanceBetween(place, region.place);
    const cells = RAYS.map(({ elevation_rad }) => {
      const heights = antennas_m.map(
        (antenna_m) =>
          lowestSeenAltitude(distance_m, {
            antenna_m,
            ...(elevation_rad === undefined ? {} : { lowestElevation_rad: elevation_rad }),
          }) / 1000,
      );
      return `${heights[1]!.toFixed(1)} (${Math.min(...heights).toFixed(1)}-${Math.max(...heights).toFixed(1)})`;
    });
    print([name, region.name, (distance_m / 1000).toFixed(0), ...cells]);
  }
