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
  const scenario = useStore((state) => state.asked.scenario);
  // A text belongs to its scenario: another one begins anew, and finds its own text when it is chosen again.
  return <Editor key={scenario} />;
}

function Editor() {
  const words = useWords();
  const {
    asked,
    shipped,
    selected,
    language,
    view,
    problems: answered,
    ask,
    set,
  } = usePicked("asked", "problems", "shipped", "selected", "language", "view", "ask", "set");
  const base = useMemo(() => (shipped === undefined ? "" : scenarioText(asked)), [asked, shipped]);
  const [draft, setDraft] = useState<string>();
  const [checked, setChecked] = useState<{ readonly text: string; readonly problems: readonly Problem[] }>();
  const [told, setTold] = useState("");
  const [addition, setAddition] = useState<Addition>();
  const saved = useMemo(() => readDraft(asked.scenario), [asked.scenario]);
  const [isOffered, setOffered] = useState(true);
  const [isKept, setKept] = useState(true);
  const area = useRef<HTMLTextAreaElement>(null);
  const step = useRef("typing");
  const text = draft ?? base;
  const latest = useRef(text);
  latest.current = text;

  const tellError = (error: unknown): void => setTold(error instanceof Error ? error.message : String(error));

  // What was moved on the map becomes part of the text, of one that is not in order yet too.
  useEffect(() => {
    if (base === "" || Object.keys(asked.moved).length === 0) return undefined;
    let isStale = false;
    const before = latest.current;
    desk.applyMoves(before, asked.moved).then((moved) => {
      if (isStale) return;
      if (before === base && latest.current === base) ask({ text: moved, moved: {} }, "moves");
      else if (latest.current === before) {
        setDraft(moved);
        ask({ moved: {} }, "moves");
      }
    }, tellError);
    return () => void (isStale = true);
    // A text that changes while the worker answers asks anew.
  }, [base, text, asked.moved, ask]);

  // A text that is in order becomes the scenario; one that is not stays here until it is. What is told of a text that has changed since counts for nothing.
  useEffect(() => {
    if (draft === undefined) return undefined;
    let isStale = false;
    setKept(keepDraft(asked.scenario, draft));
    const waiting = setTimeout(() => {
      desk.readScenario(draft, `${asked.scenario}.yaml`).then((reading) => {
        if (isStale) return;
        setChecked({ text: draft, problems: reading.problems });
        if (!reading.ok) return;
        setDraft(undefined);
        forgetDraft(asked.scenario);
        if (draft !== scenarioText(useStore.getState().asked)) ask({ text: draft }, step.current);
        step.current = "typing";
      }, tellError);
    }, TYPING_ms);
    return () => {
      isStale = true;
      clearTimeout(waiting);
    };
  }, [draft, asked.scenario, ask]);

  /** A text from elsewhere: a step of its own to undo. */
  const takeUp = (next: string): void => {
    step.current = `taken up ${performance.now()}`;
    setDraft(next);
  };
  const change = (next: string): void => {
    setTold("");
    if (latest.current === base) ask({ text: next, moved: {} });
    else takeUp(next);
  };
  /** Changes the text by the worker; where it was typed in meanwhile, what was typed is changed. */
  const changeBy = async (edit: (before: string) => Promise<string>): Promise<void> => {
    try {
      for (;;) {
        const before = latest.current;
        const next = await edit(before);
        if (latest.current !== before) continue;
        change(next);
        return;
      }
    } catch (error) {
      tellError(error);
    }
  };
  const placeAddition = (place: LonLat): void => {
    if (addition === undefined) return;
    let id = "";
    void changeBy(async (before) => {
      const added = await desk.addEntity(before, addition, place);
      ({ id } = added);
      return added.text;
    }).then(() => {
      if (id === "") return;
      set({ selected: id });
      setTold(words("edit.added", { id }));
    });
  };
  const open = async (file: File): Promise<void> => {
    const content = await file.text();
    const format = /\.(geojson|kml|xml)$/i.exec(file.name)?.[1]?.toLowerCase();
    if (format === undefined) {
      takeUp(content);
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
      takeUp(made.text);
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
  const isChecked = draft === undefined || checked?.text === draft;
  // What was wrong a moment ago stays to be read while the text is read again.
  const problems =
    draft === undefined ? answered.filter(({ file }) => file === `${asked.scenario}.yaml`) : (checked?.problems ?? []);
  const isBroken = isChecked && problems.some(({ severity }) => severity === "error");
  const state = isBroken ? "broken" : draft === undefined ? "inOrder" : "reading";
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
                void changeBy((before) => desk.removeEntity(before, selected)).then(() => set({ selected: undefined }))
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
                if (file !== undefined) open(file).catch(tellError);
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
              setChecked(undefined);
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
                takeUp(saved.text);
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
          <span className="state" data-testid="edit-state" data-state={state}>
            {words(`edit.${state}`)}
          </span>
        </h2>
        {draft !== undefined && !isKept && (
          <p role="alert" className="wrong">
            {words("edit.notKept")}
          </p>
        )}
        <textarea
          ref={area}
          className="yaml"
          aria-label={words("edit.text")}
          aria-invalid={isBroken}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={(event) => {
            step.current = "typing";
            setDraft(event.target.value);
          }}
        />
        <Problems problems={problems} onShow={showProblem} />
      </aside>
    </main>
  );
}
