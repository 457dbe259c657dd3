// Flies the least fast body over each range on an Earth that neither turns nor has air, and sets it beside the closed form
// (Bate, Mueller and White 1971, Fundamentals of Astrodynamics, eqs. 6.2-17 and 6.2-19).
// Run it: node --conditions=development examples/minimum-energy.ts
import { buildCatalogue, flyResolved, parseBibliography, parseFlight, resolveFlight } from "parapet";

const RADIUS_km = 6371;
const GM_km3ps2 = 398600.4418;

// No system of the catalogue is needed: an empty one will do.
const bibliography = parseBibliography({ file: "none.yaml", content: "entries: {}" });
if (!bibliography.ok) throw new Error("an empty bibliography was refused");
const { catalogue } = buildCatalogue([], bibliography);

console.log("range km   speed km/s   apogee km (formula)   time s (formula)   landed km");
for (const range_km of [500, 1000, 3000, 5500]) {
  const angle = range_km / RADIUS_km;
  const half = Math.sin(angle / 2);
  const q = (2 * half) / (1 + half);
  const speed = Math.sqrt((q * GM_km3ps2) / RADIUS_km);
  const climb = (Math.PI - angle) / 4;
  const a = RADIUS_km / (2 - q);
  const e = Math.sqrt(1 - q * (2 - q) * Math.cos(climb) ** 2);
  const w = Math.acos((RADIUS_km / a - 1) / e);
  const time_s = 2 * Math.sqrt(a ** 3 / GM_km3ps2) * (w + e * Math.sin(w));

  const parsed = parseFlight({
    file: "example.yaml",
    content: `
kind: flight
earth: { shape: { sphere: ${RADIUS_km} km }, gravity: inverse-square, rotation: false, atmosphere: none, wind: none }
body: { mass: 1000 kg, referenceArea: 1 m^2, dragCoefficient: 0 }
start:
  latitude: 0 deg
  longitude: 0 deg
  altitude: 0 m
  velocity: { east: ${speed * Math.cos(climb)} km/s, north: 0 km/s, up: ${speed * Math.sin(climb)} km/s }
stop: { time: 2 h } # or at the ground, whichever comes first
output: { every: 60 s }
`,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  const resolved = resolveFlight(parsed, catalogue);
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join("\n"));
  const flown = flyResolved(resolved.flight);
  if ("refusal" in flown) throw new Error(flown.refusal);

  const columns = [
    String(range_km).padStart(8),
    speed.toFixed(4).padStart(12),
    `${(flown.apogee_m / 1000).toFixed(4)} (${(a * (1 + e) - RADIUS_km).toFixed(4)})`.padStart(22),
    `${flown.flightTime_s.toFixed(3)} (${time_s.toFixed(3)})`.padStart(18),
    (flown.range_m / 1000).toFixed(4).padStart(11),
  ];
  console.log(columns.join(" "));
}
