import { LAYERS, usePicked, VIEWS } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** How the Earth is shown, and which layers. */
export function ViewSwitch({ hasGlobe = true }: { readonly hasGlobe?: boolean }) {
  const words = useWords();
  const { view, layers, set } = usePicked("view", "layers", "set");
  const shown = VIEWS.filter((kind) => hasGlobe || kind !== "globe");
  return (
    <div className="view-switch">
      <div role="group" aria-label={words("view.label")} className="segments">
        {shown.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={view === kind || (!hasGlobe && view === "globe" && kind === "sphere")}
            onClick={() => set({ view: kind })}
          >
            {words(`view.${kind}`)}
          </button>
        ))}
      </div>
      <details>
        <summary>{words("panel.layers")}</summary>
        <ul>
          {LAYERS.map((name) => (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  checked={layers[name]}
                  onChange={(event) => set({ layers: { ...layers, [name]: event.target.checked } })}
                />
                {words(`layer.${name}`)}
              </label>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
