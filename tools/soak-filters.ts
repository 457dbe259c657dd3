// Whether the filters keep their covariances positive definite, and allocate nothing, over millions of updates: `npm run soak:filters -- [updates]`,
// 10 million of each filter unless stated, half an hour or so. The tests do the same with fewer.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isPositiveDefinite } from "../packages/parapet/src/tracking/symmetric-matrix.ts";
import { UnscentedFilter } from "../packages/parapet/src/tracking/unscented-filter.ts";
import {
  lookAtOrbit,
  ORBIT_FILTERS,
  ORBIT_RADIUS_m,
  runOrbit,
  startOnOrbit,
} from "../packages/parapet/test/samples/tracking-orbit.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const updates = Number(process.argv[2] ?? 1e7);
const PARTS = 1000;
let failures = 0;
for (const { name, makeFilter } of ORBIT_FILTERS) {
  const filter = makeFilter();
  const looks = lookAtOrbit(false);
  const covariance = new Float64Array(filter.size ** 2);
  const part = Math.max(1, Math.floor(updates / PARTS));
  startOnOrbit(filter);
  let lost = 0;
  let grown = Infinity;
  const from = process.cpuUsage();
  let used = 0;
  for (let i = 0; i < PARTS; i++) {
    // What an update allocates shows in every part, what compiling leaves behind only in some.
    if (i >= PARTS - 5) {
      collect();
      used = process.memoryUsage().heapUsed;
    }
    runOrbit(filter, looks, i * part, part);
    if (i >= PARTS - 5) grown = Math.min(grown, (process.memoryUsage().heapUsed - used) / part);
    filter.covarianceInto(covariance);
    if (!isPositiveDefinite(covariance, filter.size)) lost++;
  }
  const { user, system } = process.cpuUsage(from);
  const apart = Math.abs(Math.hypot(filter.mean[0]!, filter.mean[1]!, filter.mean[2]!) - ORBIT_RADIUS_m);
  const repairs = filter instanceof UnscentedFilter ? `, ${filter.repairs[0]} repairs` : "";
  // One boxed number is 16 bytes; half of one an update would show.
  if (lost > 0 || !(apart < 5000) || (part >= 5000 && !(grown < 8))) failures++;
  console.log(
    `${name}: ${part * PARTS} updates, ${lost} of ${PARTS} looks not positive definite, ${grown.toFixed(2)} bytes an update, ${apart.toFixed(0)} m from the orbit${repairs}, ${((user + system) / (part * PARTS)).toFixed(2)} us an update`,
  );
}
if (failures > 0) {
  console.log(`${failures} filters failed`);
  process.exitCode = 1;
}
