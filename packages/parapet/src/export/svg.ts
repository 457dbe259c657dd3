import { element, escapeMarkup } from "./markup.ts";
import { tokenDeclarations } from "./palette.ts";

/** System fonts, Latin first, then those with Japanese. */
export const FONT_FAMILY =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif';

/** The style sheet inside every picture; the same text in each, so that a page that holds many needs to permit one. */
export const SVG_STYLE: string = [
  `.pp-svg{${tokenDeclarations("light")};font-family:${FONT_FAMILY};font-size:13px;background:var(--pp-paper)}`,
  `@media screen and (prefers-color-scheme:dark){.pp-svg{${tokenDeclarations("dark")}}}`,
  ".pp-svg text{fill:var(--pp-ink);font-variant-numeric:tabular-nums}",
  ".pp-svg .pp-small{font-size:11px}.pp-svg .pp-faint{fill:var(--pp-faint)}.pp-svg .pp-title{font-size:16px;font-weight:600}",
  ".pp-svg .pp-halo{paint-order:stroke;stroke:var(--pp-paper);stroke-width:3px;stroke-linejoin:round}",
  ".pp-sea{fill:var(--pp-sea)}.pp-paper{fill:var(--pp-paper)}",
  ".pp-graticule{fill:none;stroke:var(--pp-graticule);stroke-width:.75}",
  ".pp-abroad{fill:var(--pp-abroad);stroke:var(--pp-border);stroke-width:.5}",
  ".pp-land{fill:var(--pp-land)}.pp-coast{fill:none;stroke:var(--pp-coast);stroke-width:.6}",
  ".pp-shore{fill:none;stroke:var(--pp-coast);stroke-width:1.3;stroke-linejoin:round}",
  ".pp-border{fill:none;stroke:var(--pp-border);stroke-width:.4}",
  ".pp-hatch{stroke:var(--pp-hatch);stroke-width:1.1}",
  ".pp-band{fill:var(--pp-band)}.pp-core{fill:var(--pp-core)}.pp-beyond{fill:var(--pp-beyond)}",
  ".pp-fall{fill:var(--pp-threat);fill-opacity:.5}",
  ".pp-outer-line{fill:none;stroke:var(--pp-defender);stroke-width:1;stroke-dasharray:4 3}",
  ".pp-inner-line{fill:none;stroke:var(--pp-defender);stroke-width:1}",
  ".pp-nominal-line{fill:none;stroke:var(--pp-ink);stroke-width:2}.pp-thin{stroke-width:1.1}",
  ".pp-inside{fill:none;stroke:var(--pp-defender);stroke-opacity:.34;stroke-width:12}.pp-inside.pp-thin{stroke-width:6}.pp-inside.pp-sample{stroke-width:5}",
  ".pp-dot{fill:var(--pp-coast)}",
  ".pp-site{fill:var(--pp-defender);stroke:var(--pp-paper);stroke-width:1}",
  ".pp-radar{fill:var(--pp-other);stroke:var(--pp-paper);stroke-width:1}",
  ".pp-launch{fill:var(--pp-threat);stroke:var(--pp-paper);stroke-width:1}",
  ".pp-launch-ring{fill:none;stroke:var(--pp-threat);stroke-width:1.5}",
  ".pp-axis{fill:none;stroke:var(--pp-faint);stroke-width:1}.pp-grid{fill:none;stroke:var(--pp-rule);stroke-width:.75}",
  ".pp-bar-low{fill:var(--pp-track)}.pp-bar-high{fill:var(--pp-defender)}",
  ".pp-threshold{fill:none;stroke:var(--pp-ink);stroke-width:2}.pp-nominal{fill:none;stroke:var(--pp-faint);stroke-width:1;stroke-dasharray:3 3}",
  ".pp-curve{fill:none;stroke-width:2}.pp-curve-0{stroke:var(--pp-defender)}.pp-curve-1{stroke:var(--pp-satisfied);stroke-dasharray:8 3}.pp-curve-2{stroke:var(--pp-other);stroke-dasharray:2 3}.pp-curve-3{stroke:var(--pp-track);stroke-dasharray:12 3 2 3}.pp-curve-4{stroke:var(--pp-threat)}.pp-curve-5{stroke:var(--pp-faint);stroke-dasharray:5 5}",
  ".pp-touched{fill:none;stroke:var(--pp-threat);stroke-width:2.25}.pp-passing{fill:none;stroke:var(--pp-threat);stroke-width:.75;stroke-opacity:.6}",
  ".pp-gate{fill:none;stroke:var(--pp-threat);stroke-width:4}.pp-gate-open{fill:none;stroke:var(--pp-ink);stroke-width:2.5;stroke-dasharray:2 3}",
  ".pp-flip{fill:var(--pp-paper);stroke:var(--pp-ink);stroke-width:1.5}",
  ".pp-interval{stroke:var(--pp-defender);stroke-width:3}.pp-point{fill:var(--pp-ink)}",
  ".pp-space{fill:none;stroke:var(--pp-faint);stroke-width:1;stroke-dasharray:6 4}",
  ".pp-layer-0{fill:var(--pp-defender);fill-opacity:.1;stroke:var(--pp-defender);stroke-width:1}",
  ".pp-layer-1{fill:var(--pp-satisfied);fill-opacity:.1;stroke:var(--pp-satisfied);stroke-width:1}",
  ".pp-layer-2{fill:var(--pp-other);fill-opacity:.1;stroke:var(--pp-other);stroke-width:1}",
  ".pp-track-seen{fill:none;stroke:var(--pp-threat);stroke-width:1.25}.pp-track-unseen{fill:none;stroke:var(--pp-threat);stroke-width:.75;stroke-dasharray:2 3}",
  ".pp-flight-threat{fill:none;stroke:var(--pp-threat);stroke-width:1.75}",
  ".pp-flight-interceptor{fill:none;stroke:var(--pp-defender);stroke-width:1.75;stroke-dasharray:7 3}.pp-solid{stroke-dasharray:none}",
].join("\n");

/**
 * A whole picture as an SVG element, with a name and a description for readers who do not see it. `idPrefix` keeps the
 * picture's ids apart from those of others on the same page: letters, digits and dashes.
 */
export function svgDocument(options: {
  readonly width: number;
  readonly height: number;
  readonly idPrefix: string;
  readonly title: string;
  readonly description: string;
  readonly body: readonly string[];
}): string {
  const { width, height, idPrefix, title, description, body } = options;
  if (!/^[a-z][a-z0-9-]*$/.test(idPrefix))
    throw new RangeError(`svgDocument: needs a prefix of small letters, digits and dashes, got "${idPrefix}"`);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "pp-svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-labelledby": `${idPrefix}-title`,
      "aria-describedby": `${idPrefix}-desc`,
    },
    element("title", { id: `${idPrefix}-title` }, escapeMarkup(title)),
    element("desc", { id: `${idPrefix}-desc` }, escapeMarkup(description)),
    element("style", {}, SVG_STYLE),
    ...body,
  );
}

/** A text with its anchor on the baseline at (x, y). */
export function svgText(
  text: string,
  x: number,
  y: number,
  style: { readonly class?: string; readonly anchor?: "start" | "middle" | "end" } = {},
): string {
  const anchor = style.anchor === undefined || style.anchor === "start" ? undefined : style.anchor;
  return element("text", { x: fixed(x), y: fixed(y), class: style.class, "text-anchor": anchor }, escapeMarkup(text));
}

/** A number with at most two decimals, as short as it can be written. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Roughly how wide a text is, in pixels, when its size is `size`: full-width characters one em, others by class. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character))
      ems += 1;
    else if (/[ ,.;:'|!iljtfr()]/.test(character)) ems += 0.33;
    else if (/[A-Zmw%@—]/.test(character)) ems += 0.72;
    else ems += 0.57;
  }
  return ems * size;
}

/** A blank, a Latin word or a Japanese character, the latter two with brackets that open before and marks that follow. */
const PIECE =
  /\s+|[\uff08\u300c]*(?:[^\s\u3000-\u9fff\uff00-\uffef]+|[\u3000-\u9fff\uff00-\uffef])[\u3001\u3002\uff09\uff0c\u300d\u30fc\uff1a]*/g;

/** Breaks a text into lines of at most `width` pixels: at blanks, and in Japanese between any two characters but before a mark. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const pieces = text.match(PIECE) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && textWidth(line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}
