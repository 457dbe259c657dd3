import { expect, test } from "vitest";
import { formatDuration, showProgress } from "./progress.ts";

function record(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, text: () => written.join("") };
}

test("without a terminal, a plain line now and then", () => {
  const { stream, text } = record(false);
  let time = 0;
  const progress = showProgress({ label: "draws", total: 200, stream, quiet: false, now: () => time });
  for (let done = 1; done <= 150; done++) {
    time += 100;
    progress.update(done);
  }
  progress.stop();
  expect(text()).toBe(
    "draws: 50 of 200 (25 %), about 15 s left\ndraws: 100 of 200 (50 %), about 10 s left\ndraws: 150 of 200 (75 %), about 5 s left\n",
  );
});

test("--quiet shows nothing", () => {
  for (const isTTY of [true, false]) {
    const { stream, text } = record(isTTY);
    const progress = showProgress({ label: "draws", total: 2, stream, quiet: true, lineInterval_ms: 0 });
    progress.update(1);
    progress.stop();
    expect(text()).toBe("");
  }
});

test("durations read as people say them", () => {
  expect([0.4, 59.4, 185, 3725].map(formatDuration)).toEqual(["0 s", "59 s", "3 min 05 s", "1 h 02 min"]);
});
