import { problemIn } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import type { InterceptorFlightFile } from "./flight-file.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem, resolveInterceptor } from "./resolve-systems.ts";
import type { ResolvedGuided } from "./types.ts";

type GuidedResult =
  | { readonly ok: true; readonly flight: ResolvedGuided }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A guided interceptor's flight in SI; or what the catalogue lacks for it. */
export function resolveGuided(
  parsed: ParsedFile<"flight">,
  value: InterceptorFlightFile,
  catalogue: Catalogue,
): GuidedResult {
  const { interceptor: id } = value;
  const unknown = checkSystem(parsed, ["interceptor"], id, catalogue, "interceptor");
  if (unknown.length > 0) return { ok: false, problems: unknown };
  const missing = ["ballisticCoefficient", "verticalTime", "divertSpeed"].filter(
    (name) => catalogue.quantity(id, name) === undefined,
  );
  if (missing.length > 0) {
    const message = `the catalogue gives no ${missing.join(", no ")} for "${id}", without which it cannot be flown to a point`;
    return { ok: false, problems: [problemIn(parsed, ["interceptor"], message, `"${id}"`)] };
  }
  return {
    ok: true,
    flight: {
      kind: "guided",
      interceptor: resolveInterceptor(id, catalogue),
      launch: resolvePosition(value.launch),
      predictions: value.predictions.map(({ time, point, interceptTime }) => ({
        time_s: time.value,
        point: resolvePosition(point),
        interceptTime_s: interceptTime.value,
      })),
      ...(value.launchTime === undefined ? {} : { launchTime_s: value.launchTime.value }),
    },
  };
}
