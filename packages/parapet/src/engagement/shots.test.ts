import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTimeMargin, type InterceptOpportunities, planShootLookShoot } from "./shots.ts";

/** A threat passing points one second apart, each taking the interceptor the same time. */
function evenPath(count: number, flyOut: number): InterceptOpportunities {
  return {
    time_s: Float64Array.from({ length: count }, (_, i) => i),
    flyOut_s: new Float64Array(count).fill(flyOut),
    count,
  };
}

describe("shoot-look-shoot", () => {
  it("fires as soon as ready, then after flight and assessment", () => {
    // Ready at 100 s, flight 50 s, assessment 20 s: intercepts at 150, 220, 290 of a path that ends at 299 s.
    const shots = planShootLookShoot(evenPath(300, 50), { ready_s: 100, assess_s: 20 });
    expect(shots.map((s) => s.intercept_s)).toEqual([150, 220, 290]);
    expect(shots.map((s) => s.launch_s)).toEqual([100, 170, 240]);
  });

  it("has no shot where the interceptor cannot go", () => {
    expect(planShootLookShoot(evenPath(300, Infinity), { ready_s: 0, assess_s: 0 })).toEqual([]);
    expect(findTimeMargin(evenPath(300, Infinity), 0)).toBe(-Infinity);
  });

  it("interpolates the instant between a point missed and a point met", () => {
    const path: InterceptOpportunities = { time_s: Float64Array.of(0, 10), flyOut_s: Float64Array.of(5, 5), count: 2 };
    expect(planShootLookShoot(path, { ready_s: 2.5, assess_s: 100 })[0]?.intercept_s).toBeCloseTo(7.5, 12);
  });

  it("agrees with the margin: a shot exists exactly when there is time to spare", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (flights, ready_s) => {
          const path = {
            time_s: Float64Array.from(flights, (_, i) => 10 * i),
            flyOut_s: Float64Array.from(flights),
            count: flights.length,
          };
          const shots = planShootLookShoot(path, { ready_s, assess_s: 30 });
          expect(shots.length > 0).toBe(findTimeMargin(path, ready_s) >= 0);
          for (const [i, shot] of shots.entries()) {
            expect(shot.launch_s).toBeGreaterThanOrEqual(i === 0 ? ready_s : shots[i - 1]!.intercept_s + 30);
            expect(shot.intercept_s).toBeGreaterThan(shot.launch_s - 1e-9);
          }
        },
      ),
    );
  });

  it("never has fewer shots when ready sooner", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100 }), (ready, sooner) => {
        const path = evenPath(400, 60);
        const late = planShootLookShoot(path, { ready_s: ready, assess_s: 25 }).length;
        expect(
          planShootLookShoot(path, { ready_s: Math.max(0, ready - sooner), assess_s: 25 }).length,
        ).toBeGreaterThanOrEqual(late);
      }),
    );
  });
});
