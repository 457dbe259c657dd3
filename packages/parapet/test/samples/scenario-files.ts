/** Small files of every type that fit together. The figures are made up: nothing may be concluded from them. */

export const BIBLIOGRAPHY = `
entries:
  paper-2019: { title: A paper, outlet: An outlet, date: "2019-08-28", url: "https://example.org/a", grade: press, seen: true }
  book-2010: { title: A book, seen: false }
`;

export const INTERCEPTOR = `
kind: interceptor
id: arrow
name: { en: Arrow, ja: 矢 }
values:
  burnoutSpeed: { value: 4.5 km/s, low: 4.1 km/s, high: 5.0 km/s, status: read, sources: [paper-2019], note: Top speed. }
  burnTime: { value: 60 s, low: 50 s, high: 70 s, status: assumed, reason: Similar motors burn so long. }
  interceptFloor: { value: 100 km, low: 70 km, high: 150 km, status: unverified, sources: [book-2010] }
  interceptCeiling: { value: 1000 km, status: read, sources: [paper-2019] }
  range: { value: 2000 km, low: 1200 km, high: 2500 km, status: unverified, sources: [book-2010] }
  reactionTime: { value: 30 s, low: 15 s, high: 60 s, status: assumed, reason: No figure is published. }
  shotInterval: { value: 10 s, status: assumed, reason: No figure is published. }
  assessTime: { value: 20 s, status: assumed, reason: No figure is published. }
  perTarget: { value: 2, status: read, sources: [paper-2019] }
  killProbability: { value: 0.62, low: 0.34, high: 0.87, status: derived, derivation: "Beta(5, 3) from 4 hits of 6" }
  testHits: { value: 4, status: derived, derivation: Counted., sources: [paper-2019] }
  stages: { value: three solid stages, status: read, sources: [paper-2019] }
  canister: { value: 6.7 m, low: 6.5 m, status: read, sources: [paper-2019] }
`;

export const RADAR = `
kind: radar
id: eye
name: { en: Eye }
values:
  frequency: { value: 3.3 GHz, low: 3.1 GHz, high: 3.5 GHz, status: unverified, sources: [book-2010] }
  detectionRange: { value: 1000 km, low: 800 km, high: 1200 km, status: read, sources: [paper-2019] }
  referenceCrossSection: { value: -10 dBsm, status: assumed, reason: Not stated. }
  fieldOfViewAzimuth: { value: 120 deg, status: read, sources: [paper-2019] }
  faceCount: { value: 1, status: read, sources: [paper-2019] }
  elevationMinimum: { value: 2 deg, status: assumed, reason: Usual. }
  elevationMaximum: { value: 80 deg, status: assumed, reason: Usual. }
  trackTime: { value: 10 s, low: 5 s, high: 20 s, status: assumed, reason: No figure is published. }
  loss: { value: 8 dB, low: 6 dB, high: 10 dB, status: assumed, reason: Usual. }
`;

export const THREAT = `
kind: threat
id: mrbm
name: { en: Medium range }
values:
  range: { value: 1300 km, low: 1000 km, high: 3000 km, status: read, sources: [paper-2019] }
  burnTime: { value: 95 s, status: read, sources: [paper-2019] }
  stageCount: { value: 1, status: read, sources: [paper-2019] }
  propellant: { value: liquid, status: read, sources: [paper-2019] }
  specificImpulse: { value: 230 s, status: assumed, reason: Usual. }
  structuralFraction: { value: 0.12, status: assumed, reason: Usual. }
  crossSection: { value: 0.1 m^2, low: 0.01 m^2, high: 1 m^2, status: assumed, reason: Usual. }
  ballisticCoefficient: { value: 5000 kg/m^2, status: assumed, reason: Usual. }
  payloadMass: { value: 700 kg, status: assumed, reason: Usual. }
  bodyDiameter: { value: 1.3 m, status: assumed, reason: Usual. }
  loftedApogeeFactor: { value: 1.8, low: 1.5, high: 2.5, status: assumed, reason: Usual. }
  depressedApogeeFactor: { value: 0.5, low: 0.4, high: 0.7, status: assumed, reason: Usual. }
`;

export const SHIP = `
kind: ship
id: frigate
name: { en: Frigate }
values:
  cells: { value: 90, status: read, sources: [paper-2019] }
  radar: { value: eye, status: read, sources: [paper-2019] }
  interceptors: { value: [arrow], status: read, sources: [paper-2019] }
`;

export const LINK = `
kind: link
id: wire
name: { en: Wire }
values:
  latency: { value: 2 s, low: 1 s, high: 4 s, status: assumed, reason: No figure is published. }
  rate: { value: 115.2 kbit/s, status: read, sources: [paper-2019] }
  loss: { value: 0.01, low: 0, high: 0.1, status: assumed, reason: No figure is published. }
`;

export const SCENARIO = `
kind: scenario
name: islands
title: { en: Islands, ja: 島 }
date: "2018-08"
earth: { shape: wgs84, gravity: j2, rotation: true, atmosphere: us1976, wind: none }
units:
  - id: west
    type: land-site
    name: { en: West }
    position: { latitude: 34.5 deg, longitude: 131.6 deg, altitude: 500 m }
    status: read
    sources: [paper-2019]
    radars: [{ system: eye, facing: 300 deg }]
    launchers: [{ interceptor: arrow, rounds: 24 }]
  - id: alpha
    type: ship
    system: frigate
    name: { en: Alpha }
    position: { latitude: 37 deg, longitude: 134 deg }
    status: assumed
    reason: Between the coast and the launch region.
launchRegions:
  - id: inland
    name: { en: Inland }
    centre: { latitude: 40 deg, longitude: 126 deg }
    radius: 30 km
    status: assumed
    reason: An area without a known base.
links:
  - { from: west, to: alpha, system: wire, shares: [track, cue], status: assumed, reason: As usual. }
defend: japan
`;

export const STUDY = `
kind: defended-area
name: west-covers
scenario: islands
units: [west]
interceptors: [arrow]
threats: [mrbm]
trajectories: [lofted, minimum-energy]
launchRegions: [inland]
grid: 10 km
draws: 200
seed: 1
expect:
  - { metric: defendedPopulationShare, atLeast: 0.5 }
`;

export const CLAIM = `
kind: claim
id: west-covers
statement: { en: One site is enough. }
reportedBy: [{ source: paper-2019, outlet: An outlet, date: "2018-03-22", speaker: Somebody }]
studies: [west-covers]
criterion: { study: west-covers, metric: defendedPopulationShare, atLeast: 0.99, why: Enough means nearly all. }
notComputable: [{ en: Whether it is wise. }]
`;

export const BODY_FLIGHT = `
kind: flight
earth: { shape: wgs84, gravity: j2, rotation: true, atmosphere: us1976, wind: none }
body: { mass: 14.5939 kg, referenceArea: 0.018241 m^2, dragCoefficient: 0.1 }
start: { latitude: 0 deg, longitude: 0 deg, altitude: 9144 m, velocity: { east: 0 m/s, north: 0 m/s, up: 0 m/s } }
stop: { time: 30 s }
output: { every: 0.1 s }
`;

export const ROCKET_FLIGHT = `
kind: flight
earth: { shape: { sphere: 6371 km }, gravity: inverse-square, rotation: false, atmosphere: none, wind: [{ altitude: 0 m, east: 1 m/s, north: 0 m/s }, { altitude: 10 km, east: 20 m/s, north: -3 m/s }] }
body:
  mass: 500 kg
  referenceArea: 1.2 m^2
  dragCoefficient: [[0, 0.2], [1, 0.5], [3, 0.3]]
  stages:
    - { propellantMass: 5000 kg, dryMass: 600 kg, thrust: 200 kN, burnTime: 60 s, exitArea: 0.3 m^2, coastTime: 2 s }
    - { propellantMass: 1000 kg, dryMass: 100 kg, vacuumSpecificImpulse: 280 s, massFlow: 20 kg/s }
start: { latitude: 10 deg, longitude: -180 deg, altitude: 0 m, velocity: { east: 0 m/s, north: 0 m/s, up: 1 m/s } }
stop: { time: 10 min }
`;

export const VEHICLE_FLIGHT = `
kind: flight
vehicle: mrbm
launch: { latitude: 40 deg, longitude: 126 deg }
aim: { latitude: 35 deg, longitude: 136 deg }
trajectory: { apogee: 700 km }
`;

/** Every sample with the name of the file that it would stand in. */
export const SAMPLES: readonly { readonly file: string; readonly content: string }[] = [
  { file: "bibliography.yaml", content: BIBLIOGRAPHY },
  { file: "interceptors/arrow.yaml", content: INTERCEPTOR },
  { file: "radars/eye.yaml", content: RADAR },
  { file: "threats/mrbm.yaml", content: THREAT },
  { file: "ships/frigate.yaml", content: SHIP },
  { file: "links/wire.yaml", content: LINK },
  { file: "scenarios/islands.yaml", content: SCENARIO },
  { file: "studies/west-covers.yaml", content: STUDY },
  { file: "claims/west-covers.yaml", content: CLAIM },
  { file: "flights/body.yaml", content: BODY_FLIGHT },
  { file: "flights/rocket.yaml", content: ROCKET_FLIGHT },
  { file: "flights/vehicle.yaml", content: VEHICLE_FLIGHT },
];
