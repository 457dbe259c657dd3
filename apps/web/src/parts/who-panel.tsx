import type { UnitType } from "parapet";
import { placeOf } from "../state/answering.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const ORDER: readonly (UnitType | "launch-region")[] = [
  "land-site",
  "ship",
  "radar-station",
  "battery",
  "satellite",
  "command-post",
  "launch-region",
];

/** Everything of the scenario by kind; a click chooses it on the map, a tick takes it into the question. */
export function WhoPanel() {
  const words = useWords();
  const { scenario, asked, selected, language, set, ask } = usePicked(
    "scenario",
    "asked",
    "selected",
    "language",
    "set",
    "ask",
  );
  if (scenario === undefined) return null;
  const { whatIf, moved } = asked;
  const entries = [
    ...scenario.units.map(({ id, type, name, launchers, status }) => ({
      id,
      type,
      name,
      status,
      canCount: launchers.length > 0,
    })),
    ...scenario.launchRegions.map(({ id, name, status }) => ({
      id,
      type: "launch-region" as const,
      name,
      status,
      canCount: true,
    })),
  ];
  const toggle = (id: string, isRegion: boolean): void => {
    if (whatIf === undefined) return;
    const key = isRegion ? "regions" : "units";
    const has = whatIf[key].includes(id);
    if (has && whatIf[key].length === 1) return;
    ask({ whatIf: { ...whatIf, [key]: has ? whatIf[key].filter((each) => each !== id) : [...whatIf[key], id] } });
  };
  return (
    <section aria-labelledby="who">
      <h2 id="who">{words("panel.who")}</h2>
      {ORDER.map((type) => {
        const group = entries.filter((entry) => entry.type === type);
        if (group.length === 0) return null;
        const isOpen = group.some(
          ({ id }) => whatIf?.units.includes(id) === true || whatIf?.regions.includes(id) === true || id === selected,
        );
        return (
          <details key={type} open={isOpen} className="who">
            <summary>
              {words(`type.${type}`)} <span className="count">{group.length}</span>
            </summary>
            <ul>
              {group.map(({ id, name, canCount, status }) => {
                const isCounted = whatIf?.units.includes(id) === true || whatIf?.regions.includes(id) === true;
                const place = placeOf(id, scenario, moved);
                return (
                  <li key={id} data-selected={id === selected ? "" : undefined}>
                    <input
                      type="checkbox"
                      aria-label={`${localName(name, language)}: ${words("unit.count")}`}
                      title={words("unit.count")}
                      checked={isCounted}
                      disabled={!canCount}
                      onChange={() => toggle(id, type === "launch-region")}
                    />
                    <button
                      type="button"
                      className="plain"
                      aria-pressed={id === selected}
                      onClick={() => set({ selected: id === selected ? undefined : id })}
                    >
                      {localName(name, language)}
                    </button>
                    {id === selected && place !== undefined && (
                      <p className="detail">
                        {place[1].toFixed(3)}° N, {place[0].toFixed(3)}° E ·{" "}
                        {words("unit.status", { status: moved[id] === undefined ? status : words("unit.moved") })}{" "}
                        {moved[id] !== undefined && (
                          <button
                            type="button"
                            onClick={() =>
                              ask({ moved: Object.fromEntries(Object.entries(moved).filter(([each]) => each !== id)) })
                            }
                          >
                            {words("unit.back")}
                          </button>
                        )}
                      </p>
                    )}
                  </li>
                );
              })}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
