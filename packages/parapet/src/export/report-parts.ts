import type { Status } from "../scenario/evidence.ts";
import { element, escapeMarkup } from "./markup.ts";
import type { ReportPicture, ReportShare, ReportSource } from "./report-input.ts";
import { fixed } from "./svg.ts";
import type { Texts } from "./texts.ts";

/** A paragraph of plain text. */
export function paragraph(text: string, name?: string): string {
  return element("p", { class: name }, escapeMarkup(text));
}

/** A section with a heading that other places may link to. */
export function section(id: string, heading: string, name: string | undefined, ...content: readonly string[]): string {
  return element(
    "section",
    { class: name, "aria-labelledby": id },
    element("h2", { id }, escapeMarkup(heading)),
    ...content,
  );
}

/** A picture made by this folder; throws a RangeError for one that is not SVG or could run a script. */
export function figure(picture: ReportPicture, name?: string): string {
  if (!picture.svg.startsWith("<svg ") || /<script|<[^>]*\son\w+\s*=|href\s*=\s*["']?(?!["'#])/i.test(picture.svg))
    throw new RangeError(`toReport: needs pictures that are SVG without scripts, got "${picture.svg.slice(0, 40)}"`);
  const caption = picture.caption === "" ? "" : element("figcaption", {}, escapeMarkup(picture.caption));
  // On narrow screens the first picture scrolls sideways, which keyboards have to reach.
  return element("figure", { class: name, tabindex: name === "picture" ? 0 : undefined }, picture.svg, caption);
}

/** A word for how well a value is known; its frame tells the four apart without colour. */
export function statusMark(status: Status, texts: Texts): string {
  return element("span", { class: `status status-${status}` }, escapeMarkup(texts.say(`status.${status}`)));
}

/** A link to an address on the web; anything but http and https stays text. */
export function webLink(text: string, url: string | undefined): string {
  const isWeb = url !== undefined && /^https?:\/\/[^\s]+$/i.test(url);
  return isWeb ? element("a", { href: url, rel: "noopener noreferrer" }, escapeMarkup(text)) : escapeMarkup(text);
}

/** A link within the page to a source; an id that is not in the list stays text. */
export function sourceLink(id: string, sources: ReadonlyMap<string, ReportSource>): string {
  const source = sources.get(id);
  if (source === undefined) return escapeMarkup(id);
  return element(
    "a",
    { href: `#${sourceAnchor(id)}`, title: source.title },
    escapeMarkup(source.outlet ?? source.title),
  );
}

/** The id of a source's place on the page. */
export function sourceAnchor(id: string): string {
  return `source-${id.replace(/[^\w-]/g, "-")}`;
}

/** A share as a small bar with its interval, which only repeats the numbers beside it. */
export function shareCell(share: ReportShare | undefined, texts: Texts): string {
  if (share === undefined) return element("td", { class: "share" }, "\u2013");
  const { value, low = value, high = value } = share;
  const width = 60;
  const x = (part: number): string => fixed(3 + Math.max(0, Math.min(1, part)) * (width - 6));
  const bar = element(
    "svg",
    { class: "bar", width, height: 10, viewBox: `0 0 ${width} 10`, "aria-hidden": "true" },
    element("rect", { class: "bar-track", x: 0.5, y: 0.5, width: width - 1, height: 9 }),
    element("path", { class: "bar-interval", d: `M${x(low)},5H${x(high)}` }),
    element("circle", { class: "bar-point", cx: x(value), cy: 5, r: 3 }),
  );
  return element("td", { class: "share" }, bar, escapeMarkup(texts.share(share)));
}

/** A table in a box that scrolls sideways on its own, which keyboards can reach. */
export function table(options: {
  readonly caption: string;
  readonly heads: readonly { readonly text: string; readonly name?: string }[];
  /** Rows that belong together, each group in a body of its own. */
  readonly groups: readonly (readonly string[])[];
}): string {
  const { caption, heads, groups } = options;
  return element(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, element("span", {}, escapeMarkup(caption))),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...heads.map(({ text, name }) => element("th", { scope: "col", class: name }, escapeMarkup(text))),
        ),
      ),
      ...groups.map((rows) => element("tbody", {}, ...rows)),
    ),
  );
}

/** A numbered list of plain texts that begins at `start`. */
export function lineList(lines: readonly string[], start: number): string {
  return element(
    "ol",
    { start: start === 1 ? undefined : start },
    ...lines.map((line) => element("li", {}, escapeMarkup(line))),
  );
}

/** A name and what it stands for, within a list of such; nothing for a text that is not there. */
export function fact(name: string, text: string | undefined): string {
  return text === undefined ? "" : element("dt", {}, escapeMarkup(name)) + element("dd", {}, escapeMarkup(text));
}
