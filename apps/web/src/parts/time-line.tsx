import type { EngineEvent } from "parapet";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { formatClock } from "../words/values.ts";
import { useWords } from "../words/words.ts";

const SPEEDS = [1, 10, 30, 60, 120] as const;
/** The page is told of the time this often; the map is drawn at every frame. */
const TELL_ms = 200;
/** Events that have a mark on the line. */
const MARKED: Readonly<Record<string, string>> = {
  launch: "mark-threat",
  "interceptor-launch": "mark-defender",
  kill: "mark-kill",
  impact: "mark-impact",
};
const JUMPS: ReadonlySet<string> = new Set([
  "launch",
  "fire-control-track",
  "interceptor-launch",
  "intercept",
  "kill",
  "impact",
  "no-shot",
]);

/** Play, pause, speed and a line of what happens when. */
export function TimeLine({
  end_s,
  events,
  time,
  onTime,
  start_s = 0,
}: {
  readonly end_s: number;
  readonly events: readonly EngineEvent[];
  readonly time: RefObject<number>;
  readonly onTime: (time_s: number) => void;
  /** Where the clock stands at first. */
  readonly start_s?: number;
}) {
  const words = useWords();
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(30);
  const [shown, setShown] = useState(start_s);
  const tell = useRef(onTime);
  tell.current = onTime;

  useEffect(() => {
    if (!isPlaying) return undefined;
    let before = performance.now();
    let told = 0;
    let request = 0;
    const step = (): void => {
      const now = performance.now();
      const next = Math.min(end_s, time.current + (speed * (now - before)) / 1000);
      before = now;
      time.current = next;
      if (now - told > TELL_ms || next >= end_s) {
        told = now;
        tell.current(next);
        setShown(next);
      }
      if (next >= end_s) setPlaying(false);
      else request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [isPlaying, speed, end_s, time]);

  const go = (t: number): void => {
    const next = Math.max(0, Math.min(end_s, t));
    tell.current(next);
    setShown(next);
  };
  // Hundreds of marks that never change: made once, so that the clock can tick without them.
  const marks = useMemo(
    () => (
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
        <line className="axis" x1="0" x2="1000" y1="8" y2="8" />
        {events
          .filter(({ kind, time_s }) => MARKED[kind] !== undefined && time_s >= 0 && time_s <= end_s)
          .map(({ kind, time_s, threat, unit }, i) => (
            <line
              // oxlint-disable-next-line react/no-array-index-key -- marks of one moment are alike
              key={`${kind} ${time_s} ${threat ?? ""} ${unit ?? ""} ${i}`}
              className={MARKED[kind]}
              x1={(1000 * time_s) / end_s}
              x2={(1000 * time_s) / end_s}
              y1={kind === "launch" || kind === "impact" ? 0 : 8}
              y2={kind === "launch" || kind === "impact" ? 8 : 16}
            />
          ))}
      </svg>
    ),
    [events, end_s],
  );
  const jump = (direction: 1 | -1): void => {
    const times = events.filter(({ kind }) => JUMPS.has(kind)).map(({ time_s }) => time_s);
    const next =
      direction > 0 ? times.find((t) => t > time.current + 0.5) : times.findLast((t) => t < time.current - 0.5);
    if (next !== undefined) go(next);
  };
  const clock = formatClock;
  return (
    <div className="time-line" role="group" aria-label={words("trial.time")}>
      <button type="button" onClick={() => jump(-1)} aria-label={words("trial.before")}>
        |◁
      </button>
      <button
        type="button"
        className="primary"
        onClick={() => {
          if (!isPlaying && time.current >= end_s) go(0);
          setPlaying(!isPlaying);
        }}
      >
        {words(isPlaying ? "trial.pause" : "trial.play")}
      </button>
      <button type="button" onClick={() => jump(1)} aria-label={words("trial.next")}>
        ▷|
      </button>
      <label>
        <span className="hidden">{words("trial.speed")}</span>
        <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </label>
      <output data-testid="clock">{clock(shown)}</output>
      <div className="line">
        {marks}
        <input
          type="range"
          min={0}
          max={end_s}
          step={1}
          value={shown}
          aria-label={words("trial.time")}
          aria-valuetext={clock(shown)}
          onChange={(event) => go(Number(event.target.value))}
        />
      </div>
      <span className="quiet">{clock(end_s)}</span>
    </div>
  );
}
