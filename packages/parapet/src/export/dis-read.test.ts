import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Vec3, vec3 } from "../math/vec3.ts";
import { encodeDetonation, encodeEmission, encodeEntityState, encodeFire } from "./dis-pdu.ts";
import { readDisPdu } from "./dis-read.ts";

const short = fc.integer({ min: 0, max: 65_535 });
const byte = fc.integer({ min: 0, max: 255 });
const id = fc.record({ site: short, application: short, entity: short });
const type = fc.record({ kind: byte, domain: byte, country: short, category: byte, subcategory: byte, specific: byte });
const float = fc.double({ min: -8000, max: 8000, noNaN: true }).map(Math.fround);
const wide = fc.double({ min: -9e6, max: 9e6, noNaN: true });
const vector = (each: fc.Arbitrary<number>): fc.Arbitrary<Vec3<"ecef">> => fc.tuple(each, each, each).map(([x, y, z]) => vec3(x, y, z)); // prettier-ignore
const header = { exercise: byte, time_s: fc.constant(10) };
const entity = fc.record({ ...header, id, force: byte, type, position_ecef: vector(wide), velocity_ecef: vector(float), acceleration_ecef: vector(float), marking: fc.stringMatching(/^[A-Za-z0-9-]{0,11}$/), isGone: fc.boolean() }); // prettier-ignore
const shot = fc.record({ ...header, firing: id, target: id, munition: id, munitionType: type, event: short, position_ecef: vector(wide), velocity_ecef: vector(float), range_m: float, result: byte }); // prettier-ignore

test("what is sent is read back, field by field", () => {
  fc.assert(
    fc.property(entity, (sent) => {
      const { time_s: _, ...rest } = sent;
      expect(readDisPdu(encodeEntityState(sent))).toEqual({ kind: "entity", ...rest });
    }),
  );
  fc.assert(
    fc.property(shot, (sent) => {
      const { exercise, firing, target, munition, position_ecef, result } = sent;
      const read = { exercise, firing, target, munition, position_ecef };
      expect(readDisPdu(encodeFire(sent))).toEqual({ kind: "fire", ...read });
      expect(readDisPdu(encodeDetonation(sent))).toEqual({ kind: "detonation", ...read, result });
    }),
  );
});

test("whatever comes from the network is a unit or nothing, and never an error", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readDisPdu(bytes)));
  fc.assert(
    fc.property(entity, fc.nat(143), byte, (sent, at, value) => {
      const bytes = encodeEntityState(sent);
      expect(readDisPdu(bytes.subarray(0, at))).toBeUndefined();
      bytes[at] = value;
      const read = readDisPdu(bytes);
      if (read !== undefined) expect(read.position_ecef.every(Number.isFinite)).toBe(true);
    }),
  );
});

test("other units are left alone", () => {
  const one = { site: 1, application: 1, entity: 1 };
  const radar = { frequency_Hz: 3e9, frequencyRange_Hz: 1e8, power_W: 1e6, pulseRate_Hz: 100, pulseWidth_s: 1e-4, azimuthCentre_rad: 0, azimuthSweep_rad: 1, elevationCentre_rad: 0, elevationSweep_rad: 1 }; // prettier-ignore
  expect(readDisPdu(encodeEmission({ exercise: 1, time_s: 0, id: one, event: 1, beamFunction: 1, targets: [], ...radar }))).toBeUndefined(); // prettier-ignore
});
