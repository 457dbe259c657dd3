import { problemIn } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import type { CruiseFlightFile } from "./flight-file.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem } from "./resolve-systems.ts";
import type { ResolvedCruise, SourcedValue } from "./types.ts";

type CruiseResult =
  | { readonly ok: true; readonly flight: ResolvedCruise }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A cruise flight in SI, speed and altitudes from the catalogue where the file does not give them; or what is missing. */
export function resolveCruise(
  parsed: ParsedFile<"flight">,
  value: CruiseFlightFile,
  catalogue: Catalogue,
): CruiseResult {
  const { cruise: id, path } = value;
  const unknown = checkSystem(parsed, ["cruise"], id, catalogue, "cruise");
  if (unknown.length > 0) return { ok: false, problems: unknown };
  const find = (name: string): SourcedValue | undefined => catalogue.quantity(id, name);
  const problems: Problem[] = [];
  const due = (given: number | undefined, name: string, key: readonly string[]): number => {
    const found = given ?? find(name)?.value;
    if (found === undefined) {
      const message = `the catalogue gives no ${name} for "${id}"; ${key.join(".")} is due in the file`;
      problems.push(problemIn(parsed, ["cruise"], message, `"${id}"`));
    }
    return found ?? 0;
  };
  const speed_mps = due(value.speed?.value, "speed", ["speed"]);
  const resolvePath = (): ResolvedCruise["path"] => {
    if (path === undefined) return [{ distance_m: 0, altitude_m: due(undefined, "cruiseAltitude", ["path"]) }];
    if (!("lowDistance" in path))
      return path.map(({ distance, altitude }) => ({ distance_m: distance.value, altitude_m: altitude.value }));
    const high_m = due(path.high?.value, "cruiseAltitude", ["path", "high"]);
    const low_m = due(path.low?.value, "terminalAltitude", ["path", "low"]);
    if (problems.length === 0 && !(high_m > low_m))
      problems.push(
        problemIn(
          parsed,
          ["path"],
          `the high part at ${high_m} m is not above the low part at ${low_m} m`,
          `${high_m} m`,
        ),
      );
    const climb = path.climb.value;
    return { high_m, low_m, lowDistance_m: path.lowDistance.value, slope: Math.sin(climb) / Math.cos(climb) };
  };
  const resolvedPath = resolvePath();
  const maybe = <K extends string>(key: K, name: string): { readonly [P in K]?: SourcedValue } => {
    const found = find(name);
    return (found === undefined ? {} : { [key]: found }) as never;
  };
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    flight: {
      kind: "cruise",
      missile: {
        id,
        name: catalogue.entries.get(id)!.name,
        range_m: find("range")!,
        ...maybe("speed_mps", "speed"),
        ...maybe("cruiseAltitude_m", "cruiseAltitude"),
        ...maybe("terminalAltitude_m", "terminalAltitude"),
      },
      wayPoints: value.wayPoints.map(resolvePosition),
      speed_mps,
      path: resolvedPath,
      ...(value.radar === undefined ? {} : { radar: resolvePosition(value.radar) }),
    },
  };
}
