import { symbolAddress } from "../map/symbols.ts";
import { usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** What the colours and symbols of the map mean. */
export function Legend() {
  const words = useWords();
  // While something is dragged there is a new answer with every picture; what the legend says of it stays.
  const isPreview = useStore(({ answer }) => answer?.state === "preview");
  const hasBand = useStore(({ answer }) => answer?.edges.inner !== undefined);
  const { scenario, layers, shipped, asked, view } = usePicked("scenario", "layers", "shipped", "asked", "view");
  const types = [...new Set(scenario?.units.map(({ type }) => type))];
  const crossSection = shipped?.systems.find(({ id }) => id === asked.whatIf?.threat)?.numbers["crossSection"]?.text;
  if (scenario === undefined) return null;
  return (
    <details className="legend" open={window.innerWidth > 900 && window.innerHeight > 640}>
      <summary>{words("legend.title")}</summary>
      <ul>
        {layers.defended && (
          <>
            <li>
              <i className="swatch swatch-core" /> {words(hasBand ? "legend.core" : "legend.defended")}
            </li>
            <li>
              <i className="swatch swatch-band" /> {words("legend.band")}
            </li>
            <li>
              <i className={isPreview ? "swatch swatch-preview" : "swatch swatch-nominal"} />{" "}
              {words(isPreview ? "legend.preview" : "legend.nominal")}
            </li>
            <li>
              <i className="swatch swatch-hatch" /> {words("legend.undefended")}
            </li>
            <li>
              <i className="swatch swatch-beyond" /> {words("legend.beyond")}
            </li>
          </>
        )}
        {layers.coverage && view === "globe" && (
          <li>
            <i className="swatch swatch-fan" /> {words("legend.volume")}
          </li>
        )}
        {layers.coverage && (
          <li>
            <i className="swatch swatch-fan" /> {words("legend.fan", { rcs: crossSection ?? "" })}
          </li>
        )}
        {[...types, "launch-region" as const].map((type) => (
          <li key={type} className="legend-symbol">
            <img className="swatch-symbol" src={symbolAddress(type)} alt="" /> {words(`type.${type}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
