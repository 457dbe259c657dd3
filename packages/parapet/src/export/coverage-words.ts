import type { CoverageStudy } from "../scenario/types.ts";
import type { CoverageResult } from "../study/coverage.ts";
import type { CoverageSummary } from "../study/coverage-summary.ts";
import type { NameOf } from "./defended-area-words.ts";
import { formatMetric, type NumbersStory } from "./numbers-report.ts";
import type { Language } from "./report-input.ts";

/** What the words, tables and maps of a coverage report are made of. */
export interface CoverageStory extends NumbersStory {
  readonly study: CoverageStudy;
  readonly result: CoverageResult;
  readonly summary: CoverageSummary;
}

/** Name of a set of sensors: its own, or its units'. */
export function nameSet(study: CoverageStudy, id: string, nameOf: NameOf, language: Language): string {
  const set = study.sets.find((each) => each.id === id);
  const own = set?.name?.[language] ?? set?.name?.en;
  return own ?? new Intl.ListFormat(language).format((set?.units ?? []).map((unit) => nameOf(unit.id)));
}

/** The answer of a coverage study for a reader at a terminal, line by line. */
export function describeCoverage(story: CoverageStory): readonly string[] {
  const { study, summary, nameOf, language } = story;
  const { metrics, sets } = summary;
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const heard = study.heardAt === undefined ? undefined : nameOf(study.heardAt);
  const perSet = sets.map((id) => {
    const name = nameSet(study, id, nameOf, language);
    if (metrics[`seenShare:${id}`]!.value === 0) {
      const seen = show(`seenShare:${id}`);
      return language === "ja"
        ? `${name}:飛行の${seen}を見る。公表値では一度も追尾しない`
        : `${name}: sees ${seen} of the flights; with the published values never a track`;
    }
    if (language === "ja") {
      const track = heard === undefined ? "最初の追尾" : `最初の追尾が${heard}に届くのは`;
      return `${name}:飛行の${show(`seenShare:${id}`)}を見る。視界内 平均${show(`timeInView:${id}`)}、${track} 発射後平均${show(`firstTrack:${id}`)}`;
    }
    const track = heard === undefined ? "first track" : `first track heard at ${heard}`;
    return `${name}: sees ${show(`seenShare:${id}`)} of the flights, ${show(`timeInView:${id}`)} in view on average, ${track} ${show(`firstTrack:${id}`)} after launch on average`;
  });
  if (sets.length < 2) return perSet;
  const first = nameSet(study, sets[0]!, nameOf, language);
  const last = nameSet(study, sets.at(-1)!, nameOf, language);
  const both = Math.round(metrics["bothTrackShare"]!.value * summary.flights.length);
  return [
    language === "ja"
      ? `「${last}」は「${first}」に比べ、見える飛行が${show("seenShareGain")}、視界内の時間が${show("timeInViewGain")}増え、追尾が${show("trackTimeGain")}早まる(どちらも追尾する${summary.flights.length}のうち${both}の飛行の平均)`
      : `"${last}" against "${first}": ${show("seenShareGain")} more of the flights seen, ${show("timeInViewGain")} more in view, track ${show("trackTimeGain")} earlier on average over the ${both} of ${summary.flights.length} flights that both track`,
    ...perSet,
  ];
}
