import { useState } from "react";
import { GlobeView } from "../globe/globe-view.tsx";
import { useLive } from "../map/live.ts";
import { MapView } from "../map/map-view.tsx";
import { AnswerPanel } from "../parts/answer-panel.tsx";
import { Legend } from "../parts/legend.tsx";
import { ViewSwitch } from "../parts/view-switch.tsx";
import { WhatIfPanel } from "../parts/what-if-panel.tsx";
import { WhoPanel } from "../parts/who-panel.tsx";
import { usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

type Tab = "input" | "place" | "answer";

/** Left what is put in, in the middle the place, right what comes out; on narrow windows one of the three at a time. */
export function MapPage() {
  const words = useWords();
  const { view, shipped } = usePicked("view", "shipped");
  const live = useLive();
  const [tab, setTab] = useState<Tab>("place");
  const tabs: readonly (readonly [Tab, string])[] = [
    ["input", words("panel.whatIf")],
    ["place", words("panel.place")],
    ["answer", words("panel.answer")],
  ];
  return (
    <main className="bench" data-tab={tab}>
      <div className="bench-tabs" role="tablist">
        {tabs.map(([name, label]) => (
          <button key={name} type="button" role="tab" aria-selected={tab === name} onClick={() => setTab(name)}>
            {label}
          </button>
        ))}
      </div>
      <aside className="panel panel-input" tabIndex={0} aria-label={words("panel.whatIf")}>
        {shipped === undefined ? <p className="quiet">{words("app.loading")}</p> : null}
        <WhoPanel />
        <WhatIfPanel />
      </aside>
      <section className="place" aria-label={words("panel.place")}>
        {view === "globe" ? <GlobeView /> : <MapView kind={view} {...(live === undefined ? {} : { moving: live })} />}
        <ViewSwitch />
        <Legend />
      </section>
      <aside className="panel panel-answer" tabIndex={0} aria-label={words("panel.answer")}>
        <AnswerPanel />
      </aside>
    </main>
  );
}
