import type { PlacesFormat, Problem } from "parapet";
import { useEffect, useMemo, useRef, useState } from "react";
import { desk } from "../compute/desk.ts";
import type { LonLat } from "../compute/desk-types.ts";
import type { Addition } from "../compute/edit-scenario.ts";
import { MapView } from "../map/map-view.tsx";
import { Problems } from "../parts/problems.tsx";
import { ViewSwitch } from "../parts/view-switch.tsx";
import { WhoPanel } from "../parts/who-panel.tsx";
import { scenarioText } from "../state/answering.ts";
import { download } from "../state/bundle.ts";
import { forgetDraft, keepDraft, readDraft } from "../state/draft.ts";
import { localName, usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const KINDS: readonly Addition["kind"][] = ["ship", "site", "radar", "interceptor", "launch-region"];
const TYPING_ms = 350;

/** The scenario as a map to click on and as text, which are one: what is wrong is told while it is typed, and nothing typed is lost. */
export function EditPage() {
  const words = useWords();
  const { asked, shipped, selected, language, view, ask, set } = usePicked(
    "asked",
    "shipped",
    "selected",
    "language",
    "view",
    "ask",
    "set",
  );
  const base = useMemo(() => (shipped === undefined ? "" : scenarioText(asked)), [asked, shipped]);
  const [draft, setDraft] = useState<string>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [told, setTold] = useState("");
  const [addition, setAddition] = useState<Addition>();
  const saved = useMemo(() => readDraft(asked.scenario), [asked.scenario]);
  const [isOffered, setOffered] = useState(true);
  const area = useRef<HTMLTextAreaElement>(null);
  const text = draft ?? base;

  // What was moved on the map becomes part of the text.
  useEffect(() => {
    if (base === "" || Object.keys(asked.moved).length === 0) return;
    void desk.applyMoves(base, asked.moved).then((moved) => ask({ text: moved, moved: {} }, "moves"));
  }, [base, asked.moved, ask]);

  // A text that is in order becomes the scenario; one that is not stays here until it is.
  useEffect(() => {
    if (draft === undefined) return undefined;
    keepDraft(asked.scenario, draft);
    const waiting = setTimeout(() => {
      void desk.readScenario(draft, `${asked.scenario}.yaml`).then((reading) => {
        setProblems(reading.problems);
        if (!reading.ok) return;
        setDraft(undefined);
        forgetDraft(asked.scenario);
        if (draft !== scenarioText(useStore.getState().asked)) ask({ text: draft, moved: {} }, "typing");
      });
    }, TYPING_ms);
    return () => clearTimeout(waiting);
  }, [draft, asked.scenario, ask]);

  const change = (next: string): void => {
    setTold("");
    ask({ text: next, moved: {} });
    setDraft(undefined);
  };
  const placeAddition = (place: LonLat): void => {
    if (addition === undefined) return;
    desk.addEntity(text, addition, place).then(
      (added) => {
        change(added.text);
        set({ selected: added.id });
        setTold(words("edit.added", { id: added.id }));
      },
      (error: unknown) => setTold(error instanceof Error ? error.message : String(error)),
    );
  };
  const open = async (file: File): Promise<void> => {
    const content = await file.text();
    const format = /\.(geojson|kml|xml)$/i.exec(file.name)?.[1]?.toLowerCase();
    if (format === undefined) {
      setDraft(content);
      return;
    }
    const name =
      file.name
        .toLowerCase()
        .replace(/\.\w+$/, "")
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "places";
    const made = await desk.importPlaces({
      name,
      text: content,
      format: (format === "xml" ? "msdl" : format) as PlacesFormat,
      origin: file.name,
    });
    if ("problem" in made) setTold(made.problem);
    else {
      setDraft(made.text);
      setTold(words("edit.imported", { skipped: made.skipped.length }));
    }
  };
  const showProblem = ({ line, column }: Problem): void => {
    const lines = text.split("\n");
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
    const height = area.current === null ? 0 : area.current.scrollHeight / Math.max(1, lines.length);
    area.current?.scrollTo({ top: Math.max(0, (line - 4) * height) });
  };
  const systems = shipped?.systems.filter(({ kind }) => kind === addition?.kind) ?? [];
  const isBroken = problems.some(({ severity }) => severity === "error");
  return (
    <main className="bench bench-edit" data-tab="all">
      <aside className="panel panel-input" aria-label={words("page.edit")} tabIndex={0}>
        <h2>{words("edit.add")}</h2>
        <label className="field">
          <span>{words("edit.kind")}</span>
          <select
            value={addition?.kind ?? ""}
            onChange={(event) => {
              const kind = event.target.value as Addition["kind"] | "";
              const first = shipped?.systems.find((system) => system.kind === kind)?.id ?? "";
              setAddition(kind === "" ? undefined : { kind, system: first });
            }}
          >
            <option value="">{words("edit.nothing")}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        {addition !== undefined && addition.kind !== "launch-region" && (
          <label className="field">
            <span>{words("edit.system")}</span>
            <select
              value={addition.system}
              onChange={(event) => setAddition({ ...addition, system: event.target.value })}
            >
              {systems.map(({ id, name }) => (
                <option key={id} value={id}>
                  {localName(name, language)}
                </option>
              ))}
            </select>
          </label>
        )}
        {addition?.kind === "interceptor" && (
          <label className="field">
            <span>{words("edit.itsRadar")}</span>
            <select
              value={addition.radar ?? ""}
              onChange={(event) =>
                setAddition({
                  kind: addition.kind,
                  system: addition.system,
                  ...(event.target.value === "" ? {} : { radar: event.target.value }),
                })
              }
            >
              <option value="">{words("edit.noRadar")}</option>
              {shipped?.systems
                .filter(({ kind }) => kind === "radar")
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {localName(name, language)}
                  </option>
                ))}
            </select>
          </label>
        )}
        {addition !== undefined && <p className="quiet">{words("edit.click")}</p>}
        {selected !== undefined && (
          <p>
            <button
              type="button"
              onClick={() =>
                void desk.removeEntity(text, selected).then((next) => {
                  change(next);
                  set({ selected: undefined });
                })
              }
            >
              {words("edit.remove", { id: selected })}
            </button>
          </p>
        )}
        <h2>{words("edit.file")}</h2>
        <div className="row">
          <label className="button-like">
            {words("edit.open")}
            <input
              type="file"
              className="hidden"
              accept=".yaml,.yml,.json,.geojson,.kml,.xml"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file !== undefined) void open(file);
                event.target.value = "";
              }}
            />
          </label>
          <button type="button" onClick={() => download(`${asked.scenario}.yaml`, text, "text/yaml")}>
            {words("edit.save")}
          </button>
          <button
            type="button"
            disabled={asked.text === undefined && draft === undefined}
            onClick={() => {
              setDraft(undefined);
              setProblems([]);
              forgetDraft(asked.scenario);
              ask({ text: undefined, moved: {} });
            }}
          >
            {words("edit.asShipped")}
          </button>
        </div>
        {saved !== undefined && isOffered && draft === undefined && saved.text !== base && (
          <div className="job" role="status">
            <p>{words("edit.savedDraft", { time: new Date(saved.time).toLocaleString(language) })}</p>
            <button
              type="button"
              className="primary"
              onClick={() => {
                setDraft(saved.text);
                setOffered(false);
              }}
            >
              {words("edit.restore")}
            </button>{" "}
            <button
              type="button"
              onClick={() => {
                forgetDraft(asked.scenario);
                setOffered(false);
              }}
            >
              {words("edit.discard")}
            </button>
          </div>
        )}
        <p role="status" className="quiet">
          {told}
        </p>
        <WhoPanel />
      </aside>
      <section className="place" aria-label={words("panel.place")}>
        <MapView
          kind={view === "flat" ? "flat" : "sphere"}
          {...(addition === undefined ? {} : { onPlace: placeAddition })}
        />
        <ViewSwitch hasGlobe={false} />
      </section>
      <aside className="panel panel-answer" aria-label={words("edit.text")}>
        <h2>
          {words("edit.text")}{" "}
          <span className="state" data-testid="edit-state">
            {words(draft === undefined ? "edit.inOrder" : isBroken ? "edit.broken" : "edit.reading")}
          </span>
        </h2>
        <textarea
          ref={area}
          className="yaml"
          aria-label={words("edit.text")}
          aria-invalid={isBroken}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Problems problems={problems} onShow={showProblem} />
      </aside>
    </main>
  );
}
