/** A page of the site before it is rendered: its place below `docs/`, as Markdown. */
export interface Page {
  /** Path with `.md`, as links name it: `systems/thaad.md`. */
  readonly path: string;
  readonly section: SectionId;
  readonly markdown: string;
  /** What the menu calls it; its heading without it. */
  readonly menu?: string;
  /** Folder, from the root of the repository, that the links of the text are relative to; that of the page without it. */
  readonly linkBase?: string;
}

/** The parts of the site in the order of the menu. */
export const SECTIONS = [
  { id: "start", en: "Start", ja: "はじめに" },
  { id: "claims", en: "Claims", ja: "主張" },
  { id: "systems", en: "Systems and sources", ja: "装備と出典" },
  { id: "formats", en: "Files", ja: "ファイル" },
  { id: "reference", en: "Commands and metrics", ja: "コマンドと指標" },
  { id: "models", en: "Models", ja: "モデル" },
  { id: "running", en: "Running and building", ja: "運用と開発" },
] as const;

export type SectionId = (typeof SECTIONS)[number]["id"];
