import { expect, test } from "vitest";
import { describeFlight } from "./fly.ts";

test("a flight's document has the fields that scripts rely on, angles in degrees", () => {
  const flown = {
    samples: [
      {
        time_s: 1,
        place: { latitude_rad: Math.PI / 6, longitude_rad: -Math.PI / 2, altitude_m: 100 },
        r_ecef: [1, 2, 3],
        v_ecef: [4, 5, 6],
        mach: 0.5,
        airDensity_kgpm3: 1.2,
      },
    ],
    events: [{ time_s: 1, name: "burnout", stage: 1, altitude_m: 100, range_m: 5 }],
    apogee_m: 100,
    range_m: 5,
    flightTime_s: 2,
  } as const;
  const document = describeFlight(flown) as { readonly samples: readonly Record<string, number>[] };
  expect(document).toEqual({
    samples: [
      {
        time_s: 1,
        latitude_deg: expect.closeTo(30, 12),
        longitude_deg: -90,
        altitude_m: 100,
        position_ecef_m: [1, 2, 3],
        velocity_ecef_mps: [4, 5, 6],
        mach: 0.5,
        airDensity_kgpm3: 1.2,
      },
    ],
    events: [{ time_s: 1, name: "burnout", stage: 1, altitude_m: 100, range_m: 5 }],
    apogee_m: 100,
    range_m: 5,
    flightTime_s: 2,
  });
});
