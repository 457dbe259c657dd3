import { describe, expect, it } from "vitest";
import { BadInput } from "../host/problems.ts";
import { stampInstant } from "parapet";
import { readAssessOptions } from "./assess-options.ts";

const GIVEN = { apogee: "2802 km", range: "933 km", time: "37 min", from: "39.87,125.27", bearing: "86 deg" };
const read = (changes: Readonly<Record<string, string>>) => readAssessOptions({ ...GIVEN, ...changes });

describe("the options of assess", () => {
  it("are read into SI", () => {
    const { announced, written } = read({});
    expect(announced).toMatchObject({
      apogee_m: 2_802_000,
      range_m: 933_000,
      flightTime_s: 2220,
      timeResolution_s: 60,
    });
    expect(announced.launch.latitude_rad).toBeCloseTo((39.87 * Math.PI) / 180, 12);
    expect(announced.bearing_rad).toBeCloseTo((86 * Math.PI) / 180, 12);
    expect(written).toEqual({ apogee: "2802 km", range: "933 km" });
  });

  it.each([
    ["37 min", 2220, 60],
    ["2220 s", 2220, 60],
    ["2225 s", 2225, 1],
    ["47 min 12 s", 2832, 1],
    ["1 h 14 min", 4440, 60],
    ["1 h 25 min 56 s", 5156, 1],
    ["67.5 min", 4050, 30],
    ["67.3 min", 4038, 6],
  ])("take %s for %d s, good to %d s", (time, flightTime_s, timeResolution_s) => {
    const { announced } = read({ time });
    expect(announced.flightTime_s).toBeCloseTo(flightTime_s, 9);
    expect(announced.timeResolution_s).toBeCloseTo(timeResolution_s, 9);
  });

  it.each([
    ["2802 km", 500],
    ["6040.9 km", 50],
    ["6100 km", 50_000],
    ["6000 km", 500_000],
    ["2000 km", 200_000],
    ["50 km", 5000],
    ["550000 m", 5000],
  ])("take an apogee of %s as good to %d m", (apogee, resolution_m) => {
    expect(read({ apogee }).announced.apogeeResolution_m).toBeCloseTo(resolution_m, 6);
  });

  it("take hemispheres by letter", () => {
    const { launch } = read({ from: "34.5 S, 70 W" }).announced;
    expect(launch.latitude_rad).toBeLessThan(0);
    expect(launch.longitude_rad).toBeLessThan(0);
  });

  it("take the launch in any zone and give it back in it and in UTC", () => {
    const { launchTime } = read({ launchTime: "2017-07-04T09:40+09:00" });
    expect(stampInstant(launchTime!, 2220)).toEqual({
      utc: "2017-07-04T01:17:00Z",
      local: "2017-07-04T10:17:00+09:00",
    });
    expect(stampInstant(read({ launchTime: "2017-07-04T00:40Z" }).launchTime!, 0).utc).toBe("2017-07-04T00:40:00Z");
  });

  it.each([
    ["apogee", "2802", /--apogee: .*unit/],
    ["apogee", "40000 km", /--apogee: .*36,000 km/],
    ["range", "0 km", /--range: .*above 0 km/],
    ["range", "20001 km", /--range: .*19,900 km/],
    ["time", "soon", /--time: /],
    ["time", "25 h", /--time: /],
    ["time", "3 min 2 km", /--time: /],
    ["from", "139.7,35", /--from: .*within 90 and 180/],
    ["from", "Pyongyang", /--from: /],
    ["bearing", "east", /--bearing: /],
    ["launchTime", "2017-07-04T09:40", /--launch-time: .*zone/],
    ["launchTime", "2017-13-45T09:40Z", /--launch-time: /],
  ])("refuse --%s %s", (name, text, message) => {
    expect(() => read({ [name]: text })).toThrow(message);
  });

  it("are refused all at once", () => {
    const wrong = { apogee: "high", time: "long" };
    try {
      readAssessOptions(wrong);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(BadInput);
      expect((error as BadInput).problems).toHaveLength(5);
      for (const name of ["--apogee", "--range", "--time", "--from", "--bearing"])
        expect((error as Error).message).toContain(name);
    }
  });
});
