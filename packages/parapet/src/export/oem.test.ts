// CCSDS 502.0-B-3, section 5: the order of keywords, the units and the form of instants.
import { expect, test } from "vitest";
import { vec3 } from "../math/vec3.ts";
import { toOem } from "./oem.ts";
import type { SceneFlight } from "./scene.ts";
import { parseStkEphemeris, toStkEphemeris } from "./stk-ephemeris.ts";

const flight: SceneFlight = {
  id: "flight",
  name: "Two  words\nand more",
  side: "threat",
  states: [0, 0.1, 59.999_999_6].map((time_s) => ({
    time_s,
    r_ecef: vec3(6_378_137.000_1 + time_s, -1, 1 / 3),
    v_ecef: vec3(7000, 0, -0.000_5),
  })),
};

test("an OEM has its keywords in order, kilometres and instants to the microsecond", () => {
  const lines = toOem({ flight, epoch: "2018-12-31T23:59:00Z", created: "2018-08-01T00:00:00Z", originator: "PARAPET" }).split("\n");
  expect(lines.slice(0, 3)).toEqual(["CCSDS_OEM_VERS = 2.0", "CREATION_DATE = 2018-08-01T00:00:00.000000", "ORIGINATOR = PARAPET"]);
  const keys = lines.slice(4, lines.indexOf("META_STOP")).map((line) => line.split(" = ")[0]);
  expect(keys).toEqual(["META_START", "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "START_TIME", "STOP_TIME", "INTERPOLATION", "INTERPOLATION_DEGREE"]);
  expect(lines).toContain("OBJECT_NAME = Two words and more");
  expect(lines).toContain("STOP_TIME = 2019-01-01T00:00:00.000000");
  expect(lines[lines.indexOf("META_STOP") + 2]).toBe("2018-12-31T23:59:00.100000 6378.237000100 -0.001000000 0.000333333 7.000000000 0.000000000 -0.000000500".replace("6378.237000100", "6378.137100100"));
}); // prettier-ignore

test("one state alone, or times that stand still, are refused", () => {
  const options = { epoch: "2018-01-01T00:00:00Z", created: "2018-01-01T00:00:00Z", originator: "P" };
  expect(() => toOem({ ...options, flight: { ...flight, states: flight.states.slice(0, 1) } })).toThrow(
    /two states or more/,
  );
  const still = [flight.states[0]!, flight.states[0]!];
  expect(() => toOem({ ...options, flight: { ...flight, states: still } })).toThrow(/growing times/);
});

test("an STK ephemeris is read back with every digit", () => {
  const { epoch, name, states } = parseStkEphemeris(toStkEphemeris({ flight, epoch: "2018-08-01T00:00:00Z" }));
  expect(epoch).toBe("2018-08-01T00:00:00.000Z");
  expect(name).toBe("Two words and more");
  expect(states).toEqual(flight.states);
  expect(() => parseStkEphemeris("stk.v.11.0\nCoordinateSystem J2000")).toThrow(/in the system Fixed/);
});
