import { expect, test } from "vitest";
import { distance, vec3, type Vec3 } from "../math/vec3.ts";
import { type DisPlay, toDisPackets } from "./dis-stream.ts";
import type { SceneFlight, SceneState } from "./scene.ts";

const RADIUS_m = 7e6;
const RATE_radps = 1e-3;
/** Round a circle: acceleration 7 m/s^2, jerk 7 mm/s^3. */
const circle = (time_s: number): SceneState => {
  const [c, s] = [Math.cos(RATE_radps * time_s), Math.sin(RATE_radps * time_s)];
  const v = RADIUS_m * RATE_radps;
  return { time_s, r_ecef: vec3(RADIUS_m * c, RADIUS_m * s, 0), v_ecef: vec3(-v * s, v * c, 0) };
};
const flight = (id: string, side: SceneFlight["side"], from_s: number, to_s: number): SceneFlight => ({
  id,
  name: id,
  side,
  states: Array.from({ length: Math.round(to_s - from_s) + 1 }, (_, i) => circle(from_s + i)),
});
const play: DisPlay = {
  scene: {
    name: "test",
    epoch: "2018-08-01T00:59:50Z",
    attribution: "",
    sites: [
      { id: "araya", name: "Araya", kind: "land-site", position: { latitude_rad: 0.69, longitude_rad: 2.44, altitude_m: 20 } },
      { id: "kusong", name: "Kusong", kind: "launch-region", position: { latitude_rad: 0.7, longitude_rad: 2.2, altitude_m: 0 }, radius_m: 3e4 },
    ],
    areas: [],
    flights: [flight("threat-1", "threat", 0, 60), flight("shot-1", "interceptor", 20, 50)],
  },
  shots: [{ interceptor: "shot-1", target: "threat-1", site: "araya", isHit: true }],
  radars: [{ site: "araya", frequency_Hz: 3.3e9, power_W: 1e6, azimuthCentre_rad: 0, azimuthSweep_rad: 1, elevationCentre_rad: 0.7, elevationSweep_rad: 0.7 }],
  exercise: 1,
  site: 3,
  application: 4,
}; // prettier-ignore

const typeOf = (bytes: Uint8Array): number => bytes[2]!;
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer);
const vector = (bytes: Uint8Array, at: number, size: 4 | 8): Vec3<"ecef"> => {
  const read = (i: number): number =>
    size === 4 ? view(bytes).getFloat32(at + 4 * i) : view(bytes).getFloat64(at + 8 * i);
  return vec3(read(0), read(1), read(2));
};

test("datagrams come by rising time, launches before ends, a heartbeat at least every 5 s", () => {
  const packets = toDisPackets(play);
  expect(packets.every(({ time_s }, i) => i === 0 || time_s >= packets[i - 1]!.time_s)).toBe(true);
  const count = (type: number): number => packets.filter(({ bytes }) => typeOf(bytes) === type).length;
  expect([count(2), count(3), count(23)]).toEqual([1, 1, 13]);
  const threat = packets.filter(({ bytes }) => typeOf(bytes) === 1 && view(bytes).getUint16(16) === 2);
  expect(threat.every(({ time_s }, i) => i === 0 || time_s - threat[i - 1]!.time_s <= 5 + 1e-9)).toBe(true);
  expect(view(threat.at(-1)!.bytes).getUint32(84)).toBe(1 << 23);
});

test.each([0.01, 1, 30])("who reckons with %f m between two datagrams is never further off", (threshold_m) => {
  const packets = toDisPackets({ ...play, threshold_m, heartbeat_s: 1000, radars: [], shots: [] });
  const threat = packets.filter(({ bytes }) => view(bytes).getUint16(16) === 2);
  for (const [i, { time_s: from_s, bytes }] of threat.entries()) {
    const to_s = threat[i + 1]?.time_s ?? from_s;
    const [r, v, a] = [vector(bytes, 48, 8), vector(bytes, 36, 4), vector(bytes, 104, 4)];
    // One look of 0.1 s may pass before the error is noticed; single precision of velocity costs 0.3 mm/s.
    for (let t = 0; t < to_s - from_s - 0.1; t += 0.1) {
      const reckoned = vec3<"ecef">(
        ...([0, 1, 2].map((k) => r[k]! + t * (v[k]! + 0.5 * t * a[k]!)) as [number, number, number]),
      );
      expect(distance(reckoned, circle(from_s + t).r_ecef)).toBeLessThan(threshold_m + 0.001 * t + 1e-4);
    }
  }
  expect(threat.length).toBeGreaterThan(2);
});

test("a shot at something that is not in the scene is refused", () => {
  const shots = [{ interceptor: "shot-1", target: "nobody", site: "araya", isHit: true }];
  expect(() => toDisPackets({ ...play, shots })).toThrow('no site or flight "nobody"');
});
