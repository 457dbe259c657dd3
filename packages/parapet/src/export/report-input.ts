import type { FaultReason } from "../math/numerical-fault.ts";
import type { Status } from "../scenario/evidence.ts";

/** The languages a report is written in. */
export type Language = "en" | "ja";

/** A count of faults with those of the metrics that are no finite number. */
export interface NumericalFaults {
  readonly count: number;
  readonly of: number;
  readonly reasons: Readonly<Partial<Record<FaultReason | "metric-not-finite", number>>>;
}

/** A number between 0 and 1 with the ends of its interval; without an interval `low` and `high` are left out. */
export interface ReportShare {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** A source with what a reader needs to find it. `id` is what `ReportValue.sources` refers to. */
export interface ReportSource {
  readonly id: string;
  readonly title: string;
  readonly outlet?: string;
  /** "2018", "2018-08" or "2018-08-29". */
  readonly date?: string;
  /** Only http and https addresses become links. */
  readonly url?: string;
  readonly grade?: string;
  /** False when the text itself was not read. */
  readonly seen?: boolean;
}

/** Where a claim was made. */
export interface ReportStatement {
  readonly outlet: string;
  readonly date?: string;
  readonly speaker?: string;
  /** Id of a source of the report. */
  readonly source?: string;
}

/** What the computation says about the claim. */
export interface ReportVerdict {
  readonly word: "supported" | "refuted" | "depends" | "not-computable";
  /** The whole verdict as a sentence, in the language of the report. */
  readonly sentence: string;
  /** Metric minus threshold in the nominal case, as a share (0.1 = ten percentage points above). */
  readonly margin?: number;
  /** The margin in words with its unit, where the metric is not a share. */
  readonly marginText?: string;
  /** On which share of the published parameter ranges (of the draws) the claim holds, 0 to 1. */
  readonly shareOfRange?: number;
  /** The value that decides, in words. */
  readonly decidingAssumption?: string;
  /** Where the verdict changes, in words with the unit: "reaction time of 74 s". */
  readonly flipPoint?: string;
}

/** One combination of interceptor, threat class and path. */
export interface ReportCase {
  /** Names as the reader sees them. */
  readonly interceptor: string;
  readonly threat: string;
  readonly path: string;
  readonly areaShare: ReportShare;
  readonly populationShare: ReportShare;
  /** Share of the population against which a second shot after a look fits; left out where not computed. */
  readonly secondShotShare?: ReportShare;
  /** Most shots that fit one after the other anywhere on the land, nominal case. */
  readonly shots?: number;
  /** Land that the threat cannot reach, share of the area, nominal case. */
  readonly outOfReachShare?: number;
}

/** One bar of the tornado: the metric with one parameter at its low and at its high end, all others nominal. */
export interface ReportInfluence {
  readonly label: string;
  /** Ends of the range as texts with units. */
  readonly lowText: string;
  readonly highText: string;
  readonly atLow: number;
  readonly atHigh: number;
  readonly status: Status;
  /** Where within the range the verdict changes. */
  readonly flip?: { readonly text: string; readonly fraction: number };
}

/** What the metric turns on: shares from 0 to 1, or numbers in `unit`. */
export interface ReportTornado {
  /** Unit of the metric when it is not a share; "" for counts. */
  readonly unit?: string;
  /** Name of the metric as a reader sees it, "share of the population defended". */
  readonly metric: string;
  readonly nominal: number;
  /** The criterion's bound: the zero line of the chart. Left out for a study without a claim. */
  readonly threshold?: number;
  readonly influences: readonly ReportInfluence[];
}

/** One prefecture: what it has and how much of it is defended in the case the main map shows. */
export interface ReportPrefecture {
  readonly code: string;
  /** Name in the language of the report. */
  readonly name: string;
  readonly population: number;
  readonly landArea_km2: number;
  readonly populationShare: ReportShare;
  readonly areaShare: ReportShare;
}

/** A heading and paragraphs of the method box. */
export interface ReportMethod {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** A value that the answer rests on, as its footnote shows it. */
export interface ReportValue {
  readonly label: string;
  readonly valueText: string;
  readonly rangeText?: string;
  readonly status: Status;
  /** Ids of `ReportInput.sources`. */
  readonly sources: readonly string[];
  /** Note, derivation or reason in words. */
  readonly note?: string;
  /** Change of the metric between the ends of the range, as a share: 0.3 = 30 percentage points. */
  readonly influence?: number;
  /** The same in words with its unit, where the metric is not a share. */
  readonly influenceText?: string;
}

/** A table of the study's own: texts as the reader sees them. */
export interface ReportTable {
  /** Of its section in the page: small letters and dashes. */
  readonly id: string;
  readonly heading: string;
  readonly caption: string;
  readonly heads: readonly { readonly text: string; readonly isNumber?: true }[];
  /** A table of very many rows stands after the pictures. */
  readonly isLong?: true;
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly string[])[];
}

/** A claim under several sets of assumptions, side by side. */
export interface ReportSets {
  /** What was measured, as the reader sees it. */
  readonly metric: string;
  readonly rows: readonly {
    readonly name: string;
    readonly description: string;
    readonly word: ReportVerdict["word"];
    /** Metric with unit and interval. */
    readonly valueText: string;
    readonly marginText: string;
    readonly shareOfRange?: number;
    readonly draws: number;
  }[];
  /** How the sets were computed. */
  readonly note: string;
  /** Values in which the sets differ, a cell for each set. */
  readonly values: readonly {
    readonly label: string;
    readonly cells: readonly (
      | {
          readonly text: string;
          readonly status: Status;
          readonly sources: readonly string[];
          readonly note?: string;
        }
      | undefined
    )[];
  }[];
}

/** An SVG picture as map.ts and charts.ts make it, with what stands under it. */
export interface ReportPicture {
  readonly svg: string;
  readonly caption: string;
}

/**
 * All that a report shows, as plain data in the language of the report: `toReport` adds only headings, number formats and
 * layout. Pictures are SVG from this folder and are put in as they are; every other text is escaped.
 */
export interface ReportInput {
  readonly language: Language;
  readonly title: string;
  /** "2018-08", date of the scenario. */
  readonly scenarioDate?: string;
  readonly scenarioTitle?: string;
  readonly claim?: { readonly statement: string; readonly reportedBy: readonly ReportStatement[] };
  readonly verdict?: ReportVerdict;
  /** At most three are shown on the first page, the rest below them. */
  readonly whyLines: readonly string[];
  readonly mainMap?: ReportPicture;
  readonly smallMaps: readonly ReportPicture[];
  /** Charts of the study's own, each over the whole width, in the order of the page. */
  readonly charts?: readonly ReportPicture[];
  /** Altitude against range, `drawProfile`. */
  readonly profile?: ReportPicture;
  readonly cases: readonly ReportCase[];
  /** Tables of the study's own, in the order of the page. */
  readonly tables?: readonly ReportTable[];
  /** What the intervals are: "5 % and 95 % of 200 draws over the published ranges". */
  readonly intervalMeaning: string;
  readonly tornado?: ReportTornado;
  readonly sets?: ReportSets;
  /** The set of assumptions that the whole report rests on, where it is not the catalogue. */
  readonly assumptions?: { readonly name: string; readonly description: string };
  readonly prefectures: readonly ReportPrefecture[];
  /** Which case the prefecture table and the main map show. */
  readonly prefectureCase?: string;
  readonly methods: readonly ReportMethod[];
  /** How often the numbers failed to come about; told in the method box, and first of all where it is often. */
  readonly faults?: NumericalFaults;
  readonly values: readonly ReportValue[];
  readonly notComputable: readonly string[];
  readonly sources: readonly ReportSource[];
  /** Data sets and what their licences ask for. */
  readonly attributions: readonly string[];
  readonly hash: string;
  readonly seed: number;
  readonly version: string;
  readonly command: string;
}
