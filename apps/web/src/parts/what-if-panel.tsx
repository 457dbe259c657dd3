import type { SourcedValue } from "parapet";
import type { SystemFact, Trajectory } from "../compute/desk-types.ts";
import { type Effort, EFFORTS, localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { ValueSlider } from "./value-slider.tsx";

const PATHS: readonly Trajectory[] = ["minimum-energy", "lofted", "depressed"];

/** The values of the question that can be moved inside and outside their published range. */
const MOVABLE: readonly (readonly [of: "interceptor" | "threat" | "radar", name: string])[] = [
  ["interceptor", "burnoutSpeed"],
  ["interceptor", "reactionTime"],
  ["interceptor", "interceptFloor"],
  ["interceptor", "interceptCeiling"],
  ["radar", "detectionRange"],
  ["radar", "elevationMinimum"],
  ["threat", "burnTime"],
  ["threat", "crossSection"],
];

/** Interceptor, threat and flight, and the values that matter most, each on the range in which it was published. */
export function WhatIfPanel() {
  const words = useWords();
  const { shipped, scenario, asked, language, ask } = usePicked("shipped", "scenario", "asked", "language", "ask");
  const { whatIf } = asked;
  if (shipped === undefined || scenario === undefined || whatIf === undefined) return null;
  const interceptors = shipped.systems.filter(({ kind }) => kind === "interceptor");
  const threats = shipped.systems.filter(({ kind }) => kind === "threat");
  const radarId = scenario.units.find(({ id }) => whatIf.units.includes(id))?.radars[0]?.radar.id;
  const systems: Readonly<Record<"interceptor" | "threat" | "radar", SystemFact | undefined>> = {
    interceptor: interceptors.find(({ id }) => id === whatIf.interceptor),
    threat: threats.find(({ id }) => id === whatIf.threat),
    radar: shipped.systems.find(({ id }) => id === radarId),
  };
  const pathFactor =
    whatIf.trajectory === "lofted"
      ? "loftedApogeeFactor"
      : whatIf.trajectory === "depressed"
        ? "depressedApogeeFactor"
        : undefined;
  const movable: readonly (readonly ["interceptor" | "threat" | "radar", string])[] =
    pathFactor === undefined ? MOVABLE : [...MOVABLE, ["threat", pathFactor]];
  const change = (key: string, value: number | undefined): void => {
    const { [key]: _, ...others } = whatIf.values;
    ask({ whatIf: { ...whatIf, values: value === undefined ? others : { ...others, [key]: value } } }, key);
  };
  return (
    <section aria-labelledby="what-if">
      <h2 id="what-if">{words("panel.whatIf")}</h2>
      <label className="field">
        <span>{words("ask.interceptor")}</span>
        <select
          value={whatIf.interceptor}
          onChange={(event) => ask({ whatIf: { ...whatIf, interceptor: event.target.value } })}
        >
          {interceptors.map(({ id, name }) => (
            <option key={id} value={id}>
              {localName(name, language)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{words("ask.threat")}</span>
        <select value={whatIf.threat} onChange={(event) => ask({ whatIf: { ...whatIf, threat: event.target.value } })}>
          {threats.map(({ id, name }) => (
            <option key={id} value={id}>
              {localName(name, language)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="field">
        <legend>{words("ask.path")}</legend>
        <div className="segments">
          {PATHS.map((path) => (
            <button
              key={path}
              type="button"
              aria-pressed={whatIf.trajectory === path}
              onClick={() => ask({ whatIf: { ...whatIf, trajectory: path } })}
            >
              {words(`path.${path}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <label className="field">
        <span>{words("ask.effort")}</span>
        <select value={asked.effort} onChange={(event) => ask({ effort: event.target.value as Effort })}>
          {(Object.keys(EFFORTS) as Effort[]).map((effort) => (
            <option key={effort} value={effort}>
              {words(`effort.${effort}`, { cell: EFFORTS[effort].cell_km, draws: EFFORTS[effort].draws })}
            </option>
          ))}
        </select>
      </label>
      {movable.map(([of, name]) => {
        const system = systems[of];
        const published: SourcedValue | undefined = system?.numbers[name];
        if (system === undefined || published === undefined) return null;
        const key = `${system.id}.${name}`;
        return (
          <ValueSlider
            key={key}
            system={system}
            published={published}
            value={whatIf.values[key]}
            onChange={(value) => change(key, value)}
          />
        );
      })}
    </section>
  );
}
