import type { SourcedValue } from "parapet";
import { useEffect, useId, useState } from "react";
import { unitOf } from "../compute/units.ts";
import type { SystemFact } from "../compute/desk-types.ts";
import { localName, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { nameValue } from "../words/values.ts";
import { RangeTrack } from "./range-track.tsx";
import { SourceNote } from "./source-note.tsx";

/** How far a slider goes beyond the published range, as a share of it. */
const BEYOND = 0.25;

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
      <RangeTrack
        id={id}
        ends={[min, max]}
        published={published}
        value={now}
        text={text(now)}
        onHold={setHeld}
        onCommit={commit}
      />
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
