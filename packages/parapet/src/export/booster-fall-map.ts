import { solveDirect } from "../earth/geodesic.ts";
import type { BoosterFallStudy } from "../scenario/types.ts";
import type { BoosterImpacts } from "../study/booster-fall.ts";
import type { NameOf } from "./defended-area-words.ts";
import type { Geometry, Position } from "./geometry.ts";
import { allPolygons, makeMapFrame } from "./map-frame.ts";
import { drawLegend, drawNote, drawScaleBar, type LegendEntry } from "./map-furniture.ts";
import { drawSymbol } from "./map-symbols.ts";
import { element } from "./markup.ts";
import type { Language, ReportPicture } from "./report-input.ts";
import { positionOf } from "./scene.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 560;
const RING_POINTS = 90;
/** Dots of single falls: more would hide the land. */
const MOST_DOTS = 400;

/** Draws where the first stages of one site come down: single falls as dots, an ellipse for each direction and elevation, and the distance named as a ring. */
export function drawBoosterMap(options: {
  readonly study: BoosterFallStudy;
  readonly booster: BoosterImpacts;
  readonly land: readonly Geometry[];
  readonly nameOf: NameOf;
  readonly language: Language;
}): ReportPicture {
  const { study, booster, land, nameOf, language } = options;
  const ja = language === "ja";
  const texts = makeTexts(language);
  const { unit } = study.boosters.find(({ id }) => id === booster.id)!;
  const limit = Array.from({ length: RING_POINTS + 1 }, (_, i) =>
    positionOf(solveDirect(booster.site, (2 * Math.PI * i) / RING_POINTS, study.within_m)),
  );
  const rings = booster.falls.map(({ ring }) => [...ring, ring[0]!].map(positionOf));
  const frame = makeMapFrame({
    centre: booster.site,
    positions: [...limit, ...rings.flat()],
    width: WIDTH,
    margin: 20,
    thinning: 0.2,
  });
  const title = ja
    ? `${nameOf(unit.id)}:使い終えた第1段の落下`
    : `${nameOf(unit.id)}: where spent first stages come down`;
  const heading = wrapText(title, 17, WIDTH - 20);
  const top = 10 + 22 * heading.length;
  const step = Math.max(1, Math.ceil(booster.impacts.length / MOST_DOTS));
  const dots = booster.impacts.flatMap((impact, i) => {
    const at = i % step === 0 ? frame.place(positionOf(impact)) : undefined;
    return at === undefined
      ? []
      : [element("circle", { class: "pp-fall", cx: fixed(at[0]), cy: fixed(at[1]), r: 1.4 })];
  });
  const site = frame.place(positionOf(booster.site))!;
  const km = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(study.within_m / 1000);
  const line = (name: string, text: string): LegendEntry => ({
    sample: (x, y) => element("path", { class: name, d: `M${fixed(x)},${fixed(y + 6)}h24` }),
    text,
  });
  const legend = drawLegend(
    [
      {
        sample: (x, y) => element("circle", { class: "pp-fall", cx: fixed(x + 12), cy: fixed(y + 6), r: 2 }),
        text: ja ? "落下(公表値の中央)" : "Falls, central values",
      },
      line(
        "pp-track-seen",
        ja ? "方向と仰角ごとに95 %が収まる楕円" : "Ellipse of 95 % for each direction and elevation",
      ),
      line("pp-outer-line", ja ? `施設から${km} km` : `${km} km from the site`),
    ],
    { left: 0, top: top + frame.height + 12, width: WIDTH },
  );
  const note = drawNote(
    ja
      ? "ランベルト正積方位図法。海岸線:Natural Earth(1,000万分の1。数百mの誤差がある)。"
      : "Lambert azimuthal equal-area projection. Coast: Natural Earth at 1:10 million, good to some hundred metres.",
    { left: 0, top: top + frame.height + 20 + legend.height, width: WIDTH },
  );
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((words, i) => svgText(words, 0, 18 + 22 * i, { class: "pp-title" })),
    element(
      "svg",
      { x: 0, y: top, width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` },
      element("rect", { class: "pp-sea", width: frame.width, height: frame.height }),
      element("path", { class: "pp-abroad", d: frame.polygonPath(allPolygons(land)), "fill-rule": "evenodd" }),
      ...dots,
      ...rings.map((ring) =>
        element("path", { class: "pp-track-seen", d: frame.linePath([ring as readonly Position[]]) }),
      ),
      element("path", { class: "pp-outer-line", d: frame.linePath([limit]) }),
      drawSymbol(unit.type, site[0], site[1]),
      drawScaleBar(frame, frame.width - 210, frame.height - 16, texts),
      element("rect", { class: "pp-axis", x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1 }),
    ),
    legend.markup,
    note.markup,
  ];
  return {
    svg: svgDocument({
      width: WIDTH,
      height: top + frame.height + 28 + legend.height + note.height,
      idPrefix: `booster-${booster.id}`,
      title,
      description: title,
      body,
    }),
    caption: "",
  };
}
