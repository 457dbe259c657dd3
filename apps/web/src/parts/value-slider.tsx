import type { SourcedValue } from "parapet";
import { useEffect, useId, useState } from "react";
import { unitOf } from "../compute/units.ts";
import type { SystemFact } from "../compute/desk-types.ts";
import { localName, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { nameValue } from "../words/values.ts";
import { SourceNote } from "./source-note.tsx";

/** How far a slider goes beyond the published range, as a share of it. */
const BEYOND = 0.25;
const STEPS = 200;

/** A value on a slider whose track shows the published range, with a tick at the published value. */
export function ValueSlider({
  system,
  published,
  value,
  onChange,
}: {
  readonly system: SystemFact;
  readonly published: SourcedValue;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) {
  const words = useWords();
  const id = useId();
  const language = useStore((state) => state.language);
  const [held, setHeld] = useState<number>();
  useEffect(() => setHeld(undefined), [value]);
  const { unit, perUnit } = unitOf(published);
  const hasRange = published.high > published.low;
  const width = hasRange ? published.high - published.low : Math.abs(published.value) * 0.6 || 1;
  const low = hasRange ? published.low : published.value - width / 2;
  const high = hasRange ? published.high : published.value + width / 2;
  const min = published.low >= 0 ? Math.max(0, low - BEYOND * width) : low - BEYOND * width;
  const max = high + BEYOND * width;
  const now = held ?? value ?? published.value;
  const share = (si: number): number => (100 * (si - min)) / (max - min);
  const text = (si: number): string => `${Number((si / perUnit).toPrecision(3))}${unit === "" ? "" : ` ${unit}`}`;
  const isOutside = now < published.low - 1e-9 * Math.abs(published.low) || now > published.high * (1 + 1e-9);
  const commit = (): void => {
    if (held !== undefined && held !== value) onChange(held);
  };
  return (
    <div className="slider">
      <label htmlFor={id}>
        <span>{nameValue(published.name, language)}</span>
        <span className="slider-of">{localName(system.name, language)}</span>
        <output data-outside={isOutside ? "" : undefined}>{text(now)}</output>
      </label>
      <div className="track">
        <svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
          <rect className="track-all" x="0" y="4" width="100" height="2" />
          <rect
            className="track-published"
            x={share(published.low)}
            y="2.5"
            width={Math.max(0.8, share(published.high) - share(published.low))}
            height="5"
          />
          <rect className="track-value" x={share(published.value) - 0.4} y="0" width="0.8" height="10" />
        </svg>
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={(max - min) / STEPS}
          value={now}
          aria-valuetext={text(now)}
          onChange={(event) => setHeld(Number(event.target.value))}
          onPointerUp={commit}
          onKeyUp={commit}
          onBlur={commit}
        />
      </div>
      <div className="detail">
        {hasRange
          ? words("ask.range", { low: text(published.low), high: text(published.high) })
          : words("ask.noRange", { value: published.text })}
        {isOutside && <strong> · {words("ask.outside")}</strong>}
        <SourceNote value={published} />
        {value !== undefined && (
          <button type="button" onClick={() => onChange(undefined)}>
            {words("ask.published")}
          </button>
        )}
      </div>
    </div>
  );
}
