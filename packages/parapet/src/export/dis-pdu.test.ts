// Field positions after IEEE Std 1278.1-2012, tables 54 (Fire), 146 (Entity State); the whole units are read by an independent dissector in the command line's tests.
import { describe, expect, test } from "vitest";
import { vec3 } from "../math/vec3.ts";
import { encodeEmission, encodeEntityState, timeStamp } from "./dis-pdu.ts";

const id = { site: 1, application: 2, entity: 0x1234 };
const type = { kind: 2, domain: 1, country: 0, category: 1 };

describe("timeStamp", () => {
  test.each([
    [0, 1],
    [1800, 0x8000_0001],
    [3600, 1],
    [3599.999_999_9, 1],
    [-1800, 0x8000_0001],
  ])("%f s past the hour is %i, absolute", (time_s, stamp) => {
    expect(timeStamp(time_s)).toBe(stamp);
  });
});

test("an Entity State has its fields where the standard has them, big-endian", () => {
  const bytes = encodeEntityState({
    exercise: 9,
    time_s: 1800,
    id,
    force: 2,
    type,
    position_ecef: vec3(1.5, -2.25, 6e6),
    velocity_ecef: vec3(0, 0, 7000),
    acceleration_ecef: vec3(1, 2, 3),
    marking: "hwasong-12-too-long",
    isGone: true,
  });
  const view = new DataView(bytes.buffer);
  expect(bytes).toHaveLength(144);
  expect([...bytes.subarray(0, 12)]).toEqual([7, 9, 1, 1, 0x80, 0, 0, 1, 0, 144, 0, 0]);
  expect(view.getUint16(16)).toBe(0x1234);
  expect(view.getFloat32(44)).toBe(7000);
  expect([48, 56, 64].map((at) => view.getFloat64(at))).toEqual([1.5, -2.25, 6e6]);
  expect(view.getFloat32(76)).toBeCloseTo(-Math.PI / 2, 6); // Along the polar axis: theta is -90 degrees.
  expect(view.getUint32(84)).toBe(1 << 23);
  expect(bytes[88]).toBe(5);
  expect([104, 108, 112].map((at) => view.getFloat32(at))).toEqual([1, 2, 3]);
  expect(new TextDecoder().decode(bytes.subarray(129, 140))).toBe("hwasong-12-");
});

test("an emission names ten targets at most and says that there are more", () => {
  const emission = {
    exercise: 1,
    time_s: 0,
    id,
    event: 1,
    frequency_Hz: 9e9,
    frequencyRange_Hz: 0,
    power_W: 1000,
    pulseRate_Hz: 0,
    pulseWidth_s: 0,
    azimuthCentre_rad: 0,
    azimuthSweep_rad: 1,
    elevationCentre_rad: 0,
    elevationSweep_rad: 1,
    beamFunction: 4,
  };
  const targets = Array.from({ length: 12 }, (_, entity) => ({ ...id, entity }));
  for (const count of [0, 1, 10, 12]) {
    const bytes = encodeEmission({ ...emission, targets: targets.slice(0, count) });
    const named = Math.min(10, count);
    expect(bytes).toHaveLength(100 + 8 * named);
    expect(new DataView(bytes.buffer).getUint16(8)).toBe(bytes.length);
    expect(bytes[28]).toBe((72 + 8 * named) / 4);
    expect([...bytes.subarray(93, 95)]).toEqual([named, count > 10 ? 1 : 0]);
    expect(new DataView(bytes.buffer).getFloat32(60)).toBeCloseTo(60, 5); // 1 kW is 60 dBm.
  }
});
