import { escapeHtml, type Heading, type RenderedPage } from "./markdown.ts";
import { type Page, SECTIONS, type SectionId } from "./page.ts";

export type Language = "en" | "ja";

export const WORDS = {
  en: { skip: "Skip to the text", search: "Search titles and headings", none: "Nothing found", menu: "Menu", page: "On this page", dark: "Light or dark", copy: "Copy", other: "日本語", contents: "Contents", next: "Next", previous: "Previous", site: "Parapet" }, // prettier-ignore
  ja: { skip: "本文へ", search: "見出しを検索", none: "見つかりません", menu: "目次", page: "このページ", dark: "明暗の切り替え", copy: "コピー", other: "English", contents: "目次", next: "次へ", previous: "前へ", site: "Parapet" }, // prettier-ignore
} as const;

export interface MenuItem {
  readonly path: string;
  readonly title: string;
  readonly section: SectionId;
  readonly language: Language;
}

export interface LayoutInput {
  readonly page: Page;
  readonly rendered: RenderedPage;
  readonly language: Language;
  readonly menu: readonly MenuItem[];
  readonly version: string;
  /** The same page in the other language, or its start page. */
  readonly counterpart: string;
}

/** The language of a page, by its folder. */
export function languageOf(path: string): Language {
  return path.startsWith("ja/") ? "ja" : "en";
}

/** The address of a page as seen from another. */
export function addressFrom(from: string, to: string): string {
  return `${"../".repeat(from.split("/").length - 1)}${to.replace(/\.md$/, ".html")}`;
}

/** A whole page of the site: no script or style inside, nothing from elsewhere. */
export function layOut({ page, rendered, language, menu, version, counterpart }: LayoutInput): string {
  const words = WORDS[language];
  const up = "../".repeat(page.path.split("/").length - 1);
  const to = (path: string): string => escapeHtml(addressFrom(page.path, path));
  const start = language === "ja" ? "ja/start-here.md" : "start-here.md";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(rendered.title)} · Parapet</title>
<link rel="icon" href="${up}assets/icon.svg">
<link rel="stylesheet" href="${up}assets/site.css">
<script src="${up}assets/theme.js"></script>
<script defer src="${up}assets/search-index.js"></script>
<script defer src="${up}assets/site.js"></script>
</head>
<body data-up="${up}" data-language="${language}" data-none="${words.none}">
<a class="skip" href="#text">${words.skip}</a>
<header class="top">
<a class="brand" href="${to(start)}">${words.site}</a>
<div class="find"><input type="search" id="find" placeholder="${words.search}" aria-label="${words.search}" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"><ul id="found" role="listbox" aria-label="${words.search}" hidden></ul></div>
<a class="language" href="${to(counterpart)}" lang="${language === "ja" ? "en" : "ja"}">${words.other}</a>
<button type="button" id="theme" aria-label="${words.dark}" title="${words.dark}"><svg aria-hidden="true" width="18" height="18" viewBox="0 0 18 18"><circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2"/><path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg></button>
</header>
<div class="columns${isWide(page) ? " wide" : ""}">
<nav class="menu" aria-label="${words.menu}"><details id="menu"><summary>${words.menu}</summary>
${renderMenu(page, menu, language, to)}
</details></nav>
<main id="text" tabindex="-1">
<article>
${rendered.html}</article>
${renderNeighbours(page, menu, language, to)}
<footer>Parapet ${escapeHtml(version)} · Apache-2.0</footer>
</main>
${isWide(page) ? "" : renderContents(rendered.headings, words.page)}
</div>
</body>
</html>
`;
}

/** Pages of wide tables have no list of their headings beside them. */
function isWide({ section }: Page): boolean {
  return section === "systems" || section === "formats" || section === "models";
}

function renderMenu(page: Page, menu: readonly MenuItem[], language: Language, to: (path: string) => string): string {
  const items = SECTIONS.map((section) => {
    const those = menu.filter(
      (item) => item.section === section.id && (section.id !== "start" || item.language === language),
    );
    const open = section.id === page.section;
    const list = those
      .map(
        (item) =>
          `<li><a href="${to(item.path)}"${item.path === page.path ? ' aria-current="page"' : ""}>${escapeHtml(item.title)}</a></li>`,
      )
      .join("\n");
    return `<details class="part"${open ? " open" : ""}><summary>${escapeHtml(section[language])}</summary><ul>\n${list}\n</ul></details>`;
  });
  return items.join("\n");
}

/** The pages before and after in the order of the menu, inside the same part. */
function renderNeighbours(
  page: Page,
  menu: readonly MenuItem[],
  language: Language,
  to: (path: string) => string,
): string {
  const those = menu.filter((item) => item.section === page.section && item.language === language);
  const at = those.findIndex((item) => item.path === page.path);
  const [before, after] = [those[at - 1], those[at + 1]];
  if (before === undefined && after === undefined) return "";
  const words = WORDS[language];
  const link = (item: MenuItem | undefined, rel: "prev" | "next"): string =>
    item === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${to(item.path)}"><span>${rel === "prev" ? words.previous : words.next}</span>${escapeHtml(item.title)}</a>`;
  return `<nav class="neighbours" aria-label="${words.previous} / ${words.next}">${link(before, "prev")}${link(after, "next")}</nav>`;
}

function renderContents(headings: readonly Heading[], title: string): string {
  const those = headings.filter(({ level }) => level === 2);
  if (those.length < 2 || those.length > 60) return '<div class="aside"></div>';
  const items = those.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join("\n");
  return `<nav class="aside" aria-label="${title}"><p>${title}</p><ul>\n${items}\n</ul></nav>`;
}
