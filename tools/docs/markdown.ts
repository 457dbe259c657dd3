// Markdown to HTML for the site: headings with anchors, tables that scroll, links to pages and files of the repository.
import { Marked, type Tokens } from "marked";

/** A heading of a page. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

export interface RenderedPage {
  readonly html: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  /** What every link and picture was turned into. */
  readonly links: readonly string[];
}

/** Turns the target of a link, as it was written, into an address relative to the page. */
export type ResolveLink = (target: string) => string;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign]!);
}

/** The anchor of a heading: small letters, digits and dashes, or letters of other scripts; as GitHub makes it. */
export function makeAnchor(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** Renders a page; HTML in the text is shown as text. */
export function renderMarkdown(text: string, { resolveLink, copyWord }: RenderOptions): RenderedPage {
  const headings: Heading[] = [];
  const links: string[] = [];
  const taken = new Map<string, number>();
  const link = (target: string): string => {
    const address = resolveLink(target);
    links.push(address);
    return escapeHtml(address);
  };
  const anchorOf = (title: string): string => {
    const base = makeAnchor(title);
    const count = taken.get(base) ?? 0;
    taken.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  };
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer);
        const title = unescape(plain);
        const id = anchorOf(title);
        headings.push({ level: depth, text: title, id });
        const inner = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1 id="${id}">${inner}</h1>\n`;
        return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${inner}</a></h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const outside = /^https?:/.test(href) ? ' rel="noreferrer"' : "";
        return `<a href="${link(href)}"${outside}>${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text: alt }: Tokens.Image): string {
        return `<img src="${link(href)}" alt="${escapeHtml(alt)}" loading="lazy">`;
      },
      html({ text: raw }: Tokens.HTML | Tokens.Tag): string {
        return escapeHtml(raw);
      },
      table(token: Tokens.Table): string {
        const cell = (tag: "th" | "td", { tokens, align }: Tokens.TableCell): string =>
          `<${tag}${tag === "th" ? ' scope="col"' : ""}${align === "right" ? ' class="number"' : ""}>${this.parser.parseInline(tokens)}</${tag}>`;
        const head = token.header.map((each) => cell("th", each)).join("");
        const rows = token.rows.map((row) => `<tr>${row.map((each) => cell("td", each)).join("")}</tr>`).join("\n");
        const name = token.header.map(({ text: words }) => words).join(", ");
        return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(stripMarks(name))}"><table><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>\n`;
      },
      code({ text: body, lang = "" }: Tokens.Code): string {
        return renderCode(body, lang, copyWord);
      },
    },
  });
  const html = marked.parse(text, { async: false });
  return { html, title: headings.find(({ level }) => level === 1)?.text ?? "", headings, links };
}

export interface RenderOptions {
  readonly resolveLink: ResolveLink;
  /** What the button that copies a block says. */
  readonly copyWord: string;
}

function renderCode(body: string, info: string, copyWord: string): string {
  const [language = "", file = ""] = info.split(" ");
  const lines = body.split("\n");
  const inner = lines.map((line) => {
    const text = escapeHtml(line);
    if (language === "console" && line.startsWith("$ ")) return `<b class="prompt">${text}</b>`;
    if (language === "diff" && /^[-+]/.test(line))
      return `<span class="${line[0] === "+" ? "plus" : "minus"}">${text}</span>`;
    return text;
  });
  const caption = /^[\w./-]+\.\w+$/.test(file) ? `<figcaption><code>${escapeHtml(file)}</code></figcaption>` : "";
  const copy = language === "console" ? lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2)).join("\n") : language === "diff" ? "" : body; // prettier-ignore
  const button =
    copy === ""
      ? ""
      : `<button type="button" class="copy" data-copy="${escapeHtml(copy)}">${escapeHtml(copyWord)}</button>`;
  const label = file === "" ? language || "text" : file;
  return `<figure class="code">${caption}${button}<pre tabindex="0" role="region" aria-label="${escapeHtml(label)}"><code>${inner.join("\n")}</code></pre></figure>\n`;
}

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function stripMarks(text: string): string {
  return text.replaceAll(/[`*_]/g, "");
}

/** Text for a cell of a Markdown table. */
export function cellText(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", String.raw`\|`).replaceAll("<", "&lt;").replaceAll(/([*_])/g, String.raw`\$1`); // prettier-ignore
}

/** Text in code font for a cell of a Markdown table. */
export function cellCode(text: string): string {
  return text === "" ? "" : `\`${text.replaceAll("|", String.raw`\|`)}\``;
}

/** A Markdown table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
