// Plays a raid of a hundred missiles in the workbench for ten minutes (or as many as the first argument says) and watches the page's memory.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bigRaid, watchHeap } from "../apps/web/test/big-raid.ts";
import { openWorkbench } from "../apps/web/test/open-workbench.ts";

const minutes = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "parapet-soak-"));
const bench = await openWorkbench(folder);
try {
  const page = await bench.open(bigRaid());
  await page.getByText(/\d+ of 100 get through/).waitFor({ timeout: 120_000 });
  await page.getByLabel("Speed").selectOption("30");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const heap = await watchHeap(page, { seconds: 60 * minutes, samples: Math.max(4, Math.round(2 * minutes)) });
  console.log(heap.map((mb) => mb.toFixed(1)).join(" "));
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const third = Math.ceil(heap.length / 3);
  const [first, last] = [middle(heap.slice(0, third)), middle(heap.slice(-third))];
  console.log(`heap ${first.toFixed(1)} MB in the first third, ${last.toFixed(1)} MB in the last of ${minutes} min`);
  if (last > 1.1 * first + 2) process.exitCode = 1;
} finally {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
}
