// The fenced blocks of a tutorial: files to write, lines to change, commands with what they print.

/** A file that the reader writes. */
export interface FileBlock {
  readonly type: "file";
  readonly path: string;
  readonly text: string;
}

/** Lines of a file that the reader replaces: those with "-" by those with "+". */
export interface EditBlock {
  readonly type: "edit";
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A command and what it prints. */
export interface CommandBlock {
  readonly type: "command";
  readonly command: string;
  readonly exitCode: number;
  readonly output: string;
  /** Where the block stands in the text, with its fences. */
  readonly start: number;
  readonly end: number;
}

export type TutorialBlock = FileBlock | EditBlock | CommandBlock;

/** Every block of a Markdown text in its order; blocks of other languages, or of no file, are left out. */
export function readBlocks(markdown: string): readonly TutorialBlock[] {
  const found = markdown.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm);
  return [...found].flatMap((match): TutorialBlock[] => {
    const [whole, language = "", rest = "", body = ""] = match;
    const info = rest.trim();
    const start = match.index;
    if (language === "yaml" && info !== "") return [{ type: "file", path: info, text: body }];
    if (language === "diff") return [readEdit(info, body)];
    if (language === "console") return [{ ...readCommand(info, body), start, end: start + whole.length }];
    return [];
  });
}

/** A text with its fenced blocks replaced, in their order, by those of another. */
export function copyBlocks(from: string, to: string): string {
  const fenced = /^```\w+[^\n]*\n[\s\S]*?^```$/gm;
  const blocks = from.match(fenced) ?? [];
  let i = 0;
  return to.replace(fenced, (old) => blocks[i++] ?? old);
}

function readEdit(path: string, body: string): EditBlock {
  const take = (sign: string): string =>
    body
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { type: "edit", path, before: take("-"), after: take("+") };
}

function readCommand(info: string, body: string): Omit<CommandBlock, "start" | "end"> {
  const [first = "", ...output] = body.split("\n");
  if (!first.startsWith("$ ")) throw new Error(`a block of console starts with "$ ", found ${first}`);
  const exitCode = Number(/^exit=(\d+)$/.exec(info)?.[1] ?? 0);
  return { type: "command", command: first.slice(2), exitCode, output: output.join("\n") };
}

/** Applies an edit; throws when its lines do not stand in the text exactly once. */
export function applyEdit(text: string, { path, before, after }: EditBlock): string {
  const count = text.split(before).length - 1;
  if (count !== 1) throw new Error(`${path}: the lines to replace stand ${count} times in the file:\n${before}`);
  return text.replace(before, () => after);
}

/** Output without what may differ between machines: hashes in the names of results. */
export function maskOutput(text: string): string {
  return text.replaceAll(/(results\/[a-z0-9-]+)-[0-9a-f]{8}\b/g, "$1-1a2b3c4d").replaceAll(/[ \t]+$/gm, "");
}

/** True when the printed text is the shown one, columns apart; a shown line "..." stands for any lines. */
export function isShown(shown: string, printed: string): boolean {
  const parts = closeColumns(shown).split(/^\.\.\.$/m);
  const pattern = parts
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`[\s\S]*?`);
  return new RegExp(`^${pattern}$`).test(closeColumns(printed));
}

/** Columns two blanks apart, however wide they were printed. */
function closeColumns(text: string): string {
  return text.trimEnd().replaceAll(/(?<=\S) {2,}(?=\S)/g, "  ");
}
