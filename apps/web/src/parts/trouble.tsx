import { useWords } from "../words/words.ts";

/** What is wrong with the server, and the next step. */
export function Trouble({ trouble, onRetry }: { readonly trouble: string | undefined; readonly onRetry: () => void }) {
  const words = useWords();
  if (trouble === undefined) return null;
  return (
    <p className="failure" role="alert">
      {trouble === "connection" ? words("job.connection") : words("app.failed", { message: trouble })}{" "}
      <button type="button" onClick={onRetry}>
        {words("app.retry")}
      </button>
    </p>
  );
}
