import { Component, type ReactNode, useEffect } from "react";
import { AssessPage } from "./pages/assess-page.tsx";
import { ClaimsPage } from "./pages/claims-page.tsx";
import { EditPage } from "./pages/edit-page.tsx";
import { StudyPage } from "./pages/study-page.tsx";
import { TrialPage } from "./pages/trial-page.tsx";
import { MapPage } from "./pages/map-page.tsx";
import { PAGES, type PageName, localName, usePicked, useStore } from "./state/store.ts";
import { useTheme } from "./state/theme.ts";
import { say, useWords } from "./words/words.ts";

const CONTENT: Readonly<Record<PageName, () => ReactNode>> = {
  map: MapPage,
  claims: ClaimsPage,
  trial: TrialPage,
  study: StudyPage,
  assess: AssessPage,
  edit: EditPage,
};

/** The workbench: the bar with the pages, and the page. */
export function App() {
  const { page, language } = usePicked("page", "language");
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["theme"] = theme;
  }, [language, theme]);
  useUndoKeys();
  const Content = CONTENT[page];
  return (
    <>
      <Bar />
      <Failure />
      <FailureBoundary key={page}>
        <Content />
      </FailureBoundary>
    </>
  );
}

function Bar() {
  const words = useWords();
  const { page, language, shipped, asked, past, future, set, ask, undo, redo } = usePicked(
    "page",
    "language",
    "shipped",
    "asked",
    "past",
    "future",
    "set",
    "ask",
    "undo",
    "redo",
  );
  const theme = useTheme();
  return (
    <header className="bar">
      <h1>
        <img src="/icon.svg" alt="" width="20" height="20" /> {words("app.title")}
      </h1>
      <label className="bar-scenario">
        <span>{words("app.scenario")}</span>
        <select
          aria-label={words("app.scenario")}
          value={asked.scenario}
          onChange={(event) => {
            set({ camera: undefined, selected: undefined, trialOf: {}, trialAt: {} });
            ask({ scenario: event.target.value, text: undefined, moved: {}, whatIf: undefined });
          }}
        >
          {shipped === undefined && <option value={asked.scenario}>{asked.scenario}</option>}
          {shipped?.scenarios.map(({ name, title }) => (
            <option key={name} value={name}>
              {localName(title, language)}
            </option>
          ))}
        </select>
      </label>
      <nav aria-label={words("panel.place")}>
        {PAGES.map((name) => (
          <a
            key={name}
            href={`#page=${name}`}
            aria-current={name === page ? "page" : undefined}
            onClick={(event) => {
              event.preventDefault();
              set({ page: name, item: undefined, trialOf: {}, trialAt: {} });
            }}
          >
            {words(`page.${name}`)}
          </a>
        ))}
      </nav>
      <div className="bar-tools">
        <button
          type="button"
          disabled={past.length === 0}
          onClick={undo}
          title={words("app.undo")}
          aria-label={words("app.undo")}
        >
          ↶
        </button>
        <button
          type="button"
          disabled={future.length === 0}
          onClick={redo}
          title={words("app.redo")}
          aria-label={words("app.redo")}
        >
          ↷
        </button>
        <button
          type="button"
          lang={language === "en" ? "ja" : "en"}
          onClick={() => set({ language: language === "en" ? "ja" : "en" })}
        >
          {words("app.language")}
        </button>
        <button type="button" onClick={() => set({ theme: theme === "dark" ? "light" : "dark" })}>
          {words(theme === "dark" ? "app.light" : "app.dark")}
        </button>
      </div>
    </header>
  );
}

/** Ctrl+Z and Ctrl+Y everywhere but in fields that have an undo of their own. */
function useUndoKeys(): void {
  const { undo, redo } = usePicked("undo", "redo");
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (!(event.ctrlKey || event.metaKey) || target.matches("textarea, input:not([type=range]):not([type=checkbox])"))
        return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [undo, redo]);
}

function Failure() {
  const words = useWords();
  const failure = useStore((state) => state.failure);
  if (failure === undefined) return null;
  return (
    <p className="failure" role="alert">
      {words("app.failed", { message: failure })}{" "}
      <button type="button" onClick={() => location.reload()}>
        {words("app.reload")}
      </button>
    </p>
  );
}

interface Caught {
  readonly error: Error | undefined;
}

/** Turns a defect of a page into a sentence; the rest of the workbench goes on. */
class FailureBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { error: undefined };

  static getDerivedStateFromError(error: Error): Caught {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const { language } = useStore.getState();
    return (
      <main className="single">
        <p role="alert" className="failure">
          {say(language, "app.failed", { message: error.message })}{" "}
          <button type="button" onClick={() => location.reload()}>
            {say(language, "app.reload")}
          </button>
        </p>
      </main>
    );
  }
}
