import type { EngineEvent, Problem } from "parapet";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { desk } from "../compute/desk.ts";
import type { PlayedTrial } from "../compute/desk-types.ts";
import { drawTrial, placeOn } from "../map/draw-trial.ts";
import type { Moving } from "../map/extra.ts";
import { MapView } from "../map/map-view.tsx";
import { FlightProfile } from "../parts/flight-profile.tsx";
import { Problems } from "../parts/problems.tsx";
import { TimeLine } from "../parts/time-line.tsx";
import { ViewSwitch } from "../parts/view-switch.tsx";
import { scenarioText } from "../state/answering.ts";
import { usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** Events that are worth a line to everybody; the others show when asked for. */
const MAIN: ReadonlySet<string> = new Set([
  "launch",
  "track-confirmed",
  "fire-control-track",
  "interceptor-launch",
  "intercept",
  "kill",
  "impact",
  "no-shot",
  "cut",
]);
const LINES = 400;

/** One trial of the scenario's raid, played: who flies where, who saw what when, each shot, and each shot that was not. */
export function TrialPage() {
  const words = useWords();
  const { asked, shipped, language, view, item, set } = usePicked(
    "asked",
    "shipped",
    "language",
    "view",
    "item",
    "set",
  );
  const number = /^\d+$/.test(item ?? "") ? Number(item) : 0;
  const [trial, setTrial] = useState<PlayedTrial>();
  const [refusal, setRefusal] = useState<{ readonly problems: readonly Problem[]; readonly why?: string }>();
  const [isRunning, setRunning] = useState(false);
  const [selected, setSelected] = useState<string>();
  const [isFollowed, setFollowed] = useState(false);
  const [shown, setShown] = useState(0);
  const [isAll, setAll] = useState(false);
  const time = useRef(0);

  const { scenario, text, moved } = asked;
  useEffect(() => {
    if (shipped === undefined) return undefined;
    let isOld = false;
    setRunning(true);
    const given = scenarioText(useStore.getState().asked);
    Promise.resolve(Object.keys(moved).length === 0 ? given : desk.applyMoves(given, moved))
      .then((content) => desk.playTrial({ scenarioText: content, seed: 1, trial: number, language }))
      .then(
        (played) => {
          if (isOld) return;
          setTrial(played.ok ? played : undefined);
          setRefusal(played.ok ? undefined : played);
        },
        (error: unknown) => {
          if (!isOld) setRefusal({ problems: [], why: error instanceof Error ? error.message : String(error) });
        },
      )
      .finally(() => setRunning(false));
    return () => {
      isOld = true;
    };
  }, [shipped, scenario, text, moved, number, language]);

  const chosen = useRef<string>(undefined);
  chosen.current = selected;
  const moving = useMemo<Moving | undefined>(
    () =>
      trial === undefined
        ? undefined
        : {
            draw: (context, options) =>
              drawTrial(context, trial, time.current, { ...options, selected: chosen.current }),
          },
    [trial],
  );
  const setTime = useCallback(
    (t: number): void => {
      time.current = t;
      setShown(t);
      if (!isFollowed || chosen.current === undefined) return;
      const flight = trial?.threats.find(({ id }) => id === chosen.current)?.flight;
      const here = flight === undefined ? undefined : placeOn(flight, t);
      const { camera } = useStore.getState();
      if (here !== undefined) set({ camera: { centre: here.place, span_deg: camera?.span_deg ?? 12 } });
    },
    [isFollowed, trial, set],
  );
  const threat = trial?.threats.find(({ id }) => id === selected);
  const story = trial?.stories.find((each) => each.threat === selected);
  const events = useMemo(() => trial?.events.filter(({ kind }) => isAll || MAIN.has(kind)) ?? [], [trial, isAll]);
  return (
    <main className="bench bench-trial" data-tab="all">
      <aside className="panel panel-input" aria-label={words("page.trial")} tabIndex={0}>
        <h2>{words("page.trial")}</h2>
        <label className="field">
          <span>{words("trial.number")}</span>
          <input
            type="number"
            min={0}
            max={4294967295}
            value={number}
            onChange={(event) => set({ item: event.target.value })}
          />
        </label>
        {isRunning && <p role="status">{words("trial.running")}</p>}
        {refusal !== undefined && (
          <p role="alert">{refusal.why === "no-raid" ? words("trial.noRaid") : (refusal.why ?? "")}</p>
        )}
        {refusal !== undefined && <Problems problems={refusal.problems} />}
        {trial !== undefined && (
          <>
            <p className="big" data-testid="trial">
              {words("trial.outcome", { leakers: trial.leakers, threats: trial.threatCount })}
            </p>
            <ul>
              {Object.entries(trial.spent).map(([layer, count]) => (
                <li key={layer}>{words("trial.spent", { layer: trial.names[layer] ?? layer, count })}</li>
              ))}
            </ul>
            <h3>{words("trial.threats")}</h3>
            <ul className="threats">
              {trial.threats.map(({ id, name, isLeaker }) => (
                <li key={id} data-selected={id === selected ? "" : undefined}>
                  <button
                    type="button"
                    className="plain"
                    aria-pressed={id === selected}
                    onClick={() => setSelected(id === selected ? undefined : id)}
                  >
                    {id} <span className="quiet">{name}</span>
                  </button>
                  <span className="outcome">{words(isLeaker ? "trial.leaked" : "trial.stopped")}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </aside>
      <section className="place" aria-label={words("panel.place")}>
        <MapView kind={view === "flat" ? "flat" : "sphere"} {...(moving === undefined ? {} : { moving })} />
        <ViewSwitch />
        <details className="legend" open={window.innerWidth > 900}>
          <summary>{words("legend.title")}</summary>
          <ul>
            <li>▲ {words("trial.legend.threat")}</li>
            <li>◯ {words("trial.legend.track")}</li>
            <li>◎ {words("trial.legend.fireControl")}</li>
            <li>● {words("trial.legend.round")}</li>
            <li>✕ {words("trial.legend.hit")}</li>
            <li>○ {words("trial.legend.miss")}</li>
            <li>┈ {words("trial.legend.link")}</li>
          </ul>
        </details>
      </section>
      <aside className="panel panel-answer" aria-label={words("trial.log")} tabIndex={0}>
        {threat !== undefined && story !== undefined && (
          <section>
            <h2>{threat.id}</h2>
            <label>
              <input type="checkbox" checked={isFollowed} onChange={(event) => setFollowed(event.target.checked)} />{" "}
              {words("trial.follow")}
            </label>
            <FlightProfile
              flight={threat.flight}
              at_s={Math.max(threat.flight.time_s[0]!, Math.min(threat.flight.time_s.at(-1)!, shown))}
            />
            <ul className="dots" data-testid="story">
              {story.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        )}
        <h2>{words("trial.log")}</h2>
        <label>
          <input type="checkbox" checked={isAll} onChange={(event) => setAll(event.target.checked)} />{" "}
          {words("trial.all")}
        </label>
        {trial !== undefined && (
          <EventLog trial={trial} events={events} now_s={shown} selected={selected} onJump={setTime} />
        )}
      </aside>
      {trial !== undefined && (
        <TimeLine end_s={trial.end_s} events={events} time={time} onTime={setTime} key={`${trial.trial} ${scenario}`} />
      )}
    </main>
  );
}

function EventLog({
  trial,
  events,
  now_s,
  selected,
  onJump,
}: {
  readonly trial: PlayedTrial;
  readonly events: readonly EngineEvent[];
  readonly now_s: number;
  readonly selected: string | undefined;
  readonly onJump: (time_s: number) => void;
}) {
  const words = useWords();
  const own = selected === undefined ? events : events.filter(({ threat }) => threat === selected);
  const until = own.findIndex(({ time_s }) => time_s > now_s);
  const past = own
    .slice(0, until < 0 ? own.length : until)
    .slice(-LINES)
    .toReversed();
  const nameOf = (id: string): string => trial.names[id] ?? id;
  return (
    <ol className="log">
      {past.map((event, i) => {
        const { time_s, kind, threat, unit, layer, reason } = event;
        const who = [
          threat,
          unit === undefined ? undefined : nameOf(unit),
          layer === undefined ? undefined : nameOf(layer),
        ];
        return (
          // oxlint-disable-next-line react/no-array-index-key -- two lines may be alike
          <li key={`${time_s} ${kind} ${threat ?? ""} ${unit ?? ""} ${past.length - i}`} data-kind={kind}>
            <button type="button" className="plain" onClick={() => onJump(time_s)}>
              {formatTime(time_s)}
            </button>{" "}
            {words(`event.${kind}`)} {who.filter((part) => part !== undefined).join(" · ")}
            {reason === undefined ? "" : ` (${nameOf(reason)})`}
          </li>
        );
      })}
    </ol>
  );
}

/** Minutes and seconds, "9:40". */
export function formatTime(time_s: number): string {
  const whole = Math.max(0, Math.round(time_s));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
