import { formatQuantity, type SourcedValue } from "parapet";
import { useId } from "react";
import type { findHolding, ClaimSweep } from "../compute/claim-sweeps.ts";
import type { SystemFact } from "../compute/desk-types.ts";
import { localName, useStore } from "../state/store.ts";
import { nameValue } from "../words/values.ts";
import { useWords } from "../words/words.ts";
import { RangeTrack } from "./range-track.tsx";
import { SourceNote } from "./source-note.tsx";

/** Where a set of assumptions puts a value. */
export interface SetMark {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly sourced: SourcedValue;
}

/**
 * A value of a claim on its published range: the part on which the claim holds shaded, the turning points marked, a tick where the catalogue stands and
 * one with a letter where each set of assumptions does; sources behind each.
 */
export function AssumptionSlider({
  sweep,
  system,
  marks,
  holding,
  value,
  isMoved,
  onHold,
  onCommit,
  onPutBack,
}: {
  readonly sweep: ClaimSweep;
  readonly system: SystemFact | undefined;
  readonly marks: readonly SetMark[];
  readonly holding: ReturnType<typeof findHolding>;
  readonly value: number;
  readonly isMoved: boolean;
  readonly onHold: (value: number) => void;
  readonly onCommit: () => void;
  readonly onPutBack: () => void;
}) {
  const words = useWords();
  const language = useStore((state) => state.language);
  const id = useId();
  const { key, low, high, unit, perUnit } = sweep;
  const name = key.slice(key.indexOf(".") + 1);
  const published = system?.numbers[name];
  // A side of the debate may stand outside the range that the catalogue publishes.
  const ends = [low, high, ...marks.map((mark) => mark.value)];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  const share = (si: number): number => (100 * (si - min)) / (max - min || 1);
  const show = (si: number): string => formatQuantity(si / perUnit, unit, language);
  const groups = Map.groupBy(marks, (mark) => mark.value);
  return (
    <div className="slider assumption" data-key={key} data-testid="assumption">
      <label htmlFor={id}>
        <span>{nameValue(name, language)}</span>
        <span className="slider-of">{system === undefined ? "" : localName(system.name, language)}</span>
        <output>{show(value)}</output>
      </label>
      <RangeTrack
        id={id}
        ends={[min, max]}
        published={{ low, value: sweep.value, high }}
        holds={holding.parts}
        turns={holding.turns}
        value={value}
        text={show(value)}
        onHold={onHold}
        onCommit={onCommit}
      />
      <div className="marks">
        {[...groups].map(([at, own]) => (
          <span
            key={at}
            className="mark"
            style={{ left: `${share(at)}%` }}
            data-edge={share(at) < 15 ? "left" : share(at) > 85 ? "right" : undefined}
          >
            {own.map((mark) => mark.name).join(", ")}
          </span>
        ))}
      </div>
      <div className="detail">
        {words("ask.range", { low: show(low), high: show(high) })}
        {holding.turns.map((turn) => (
          <strong key={turn}> · {words("lab.turnsAt", { value: show(turn) })}</strong>
        ))}
        <SourceNote value={published ?? { status: sweep.status as SourcedValue["status"], sources: sweep.sources }} />
        {marks.map((mark) => (
          <span key={mark.id} className="mark-source">
            {mark.name}: {show(mark.value)} <SourceNote value={mark.sourced} />
          </span>
        ))}
        {isMoved && (
          <button type="button" onClick={onPutBack}>
            {words("ask.published")}
          </button>
        )}
      </div>
    </div>
  );
}
