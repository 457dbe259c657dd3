import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

describe("EventQueue", () => {
  it("gives events by time, then priority, then the order in which they came", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })), { maxLength: 600 }),
        (events) => {
          const queue = new EventQueue();
          queue.clear();
          events.forEach(([time, priority], i) => queue.add(time, priority, 7, i, -i));
          const given: number[] = [];
          while (queue.next()) {
            expect(queue.kind).toBe(7);
            expect(queue.b).toBe(-queue.a || 0);
            expect(queue.time_s).toBe(events[queue.a]![0]);
            given.push(queue.a);
          }
          const wanted = events
            .map(([time, priority], i) => ({ time, priority, i }))
            .toSorted((x, y) => x.time - y.time || x.priority - y.priority || x.i - y.i);
          expect(given).toEqual(wanted.map(({ i }) => i));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("takes no event before the present, and drops one that never comes", () => {
    const queue = new EventQueue();
    queue.clear();
    queue.add(5, 0, 0);
    queue.add(Infinity, 0, 0);
    expect(queue.count).toBe(1);
    queue.next();
    expect(() => queue.add(4, 0, 0)).toThrow("before the present 5 s");
    expect(() => queue.add(Number.NaN, 0, 0)).toThrow("got NaN s");
    expect(queue.next()).toBe(false);
  });
});
