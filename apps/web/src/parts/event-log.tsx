import type { EngineEvent } from "parapet";
import { memo } from "react";
import type { PlayedTrial } from "../compute/desk-types.ts";
import { formatClock } from "../words/values.ts";
import { useWords } from "../words/words.ts";

/** Lines that are shown at once; older ones come back when the clock does. */
const LINES = 150;

/** What has happened up to a time, the newest first; every line leads the clock to its moment. */
export function EventLog({
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
  const own = selected === undefined ? events : events.filter(({ threat }) => threat === selected);
  const until = own.findIndex(({ time_s }) => time_s > now_s);
  const end = until < 0 ? own.length : until;
  const past = own.slice(Math.max(0, end - LINES), end);
  return (
    <ol className="log">
      {past
        .map((event, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- two lines may be alike; their place in the log tells them apart
          <LogLine key={end - past.length + i} event={event} names={trial.names} onJump={onJump} />
        ))
        .toReversed()}
    </ol>
  );
}

const LogLine = memo(function LogLine({
  event: { time_s, kind, threat, unit, layer, reason },
  names,
  onJump,
}: {
  readonly event: EngineEvent;
  readonly names: Readonly<Record<string, string>>;
  readonly onJump: (time_s: number) => void;
}) {
  const words = useWords();
  const nameOf = (id: string): string => names[id] ?? id;
  const who = [threat, unit === undefined ? undefined : nameOf(unit), layer === undefined ? undefined : nameOf(layer)];
  return (
    <li data-kind={kind}>
      <button type="button" className="plain" onClick={() => onJump(time_s)}>
        {formatClock(time_s)}
      </button>{" "}
      {words(`event.${kind}`)} {who.filter((part) => part !== undefined).join(" · ")}
      {reason === undefined ? "" : ` (${nameOf(reason)})`}
    </li>
  );
});
