import { useState } from "react";
import { desk } from "../compute/desk.ts";
import { writeAddress } from "../state/address.ts";
import { MAP_SEED } from "../state/answering.ts";
import { download, makeBundle } from "../state/bundle.ts";
import { EFFORTS, usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const TYPES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  csv: ["shares.csv", "text/csv"],
  geojson: ["defended-area.geojson", "application/geo+json"],
  kml: ["defended-area.kml", "application/vnd.google-earth.kml+xml"],
  czml: ["defended-area.czml", "application/json"],
  report: ["report.html", "text/html"],
};

/** What can be taken away: a link, a bundle, pictures, tables and maps, and the command that makes it all again. */
export function TakeAway() {
  const words = useWords();
  const { done, files, hash, shipped, asked } = usePicked("done", "files", "hash", "shipped", "asked");
  const [told, setTold] = useState("");
  const name = `what-if-${(hash ?? "").slice(0, 8)}`;
  const command = `npx parapet run ${name}.json`;
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setTold(words("take.copied"));
    } catch {
      setTold(text);
    }
  };
  const copyLink = async (): Promise<void> =>
    copy(`${location.origin}${location.pathname}#${await writeAddress(useStore.getState())}`);
  const take = async (format: string): Promise<void> => {
    const [file, type] = TYPES[format]!;
    setTold(words("take.making"));
    const made = await desk.files();
    const content = made?.[file];
    if (content === undefined) setTold(words("take.notYet"));
    else {
      download(`${name}-${file}`, content, type);
      setTold("");
    }
  };
  const takeBundle = (): void => {
    if (done === undefined || files === undefined || shipped === undefined) return;
    const bundle = makeBundle(done, files, {
      version: shipped.version,
      seed: MAP_SEED,
      draws: EFFORTS[asked.effort].draws,
    });
    download(`${name}.json`, `${JSON.stringify(bundle, null, 2)}\n`, "application/json");
  };
  const isReady = done !== undefined;
  return (
    <details className="take">
      <summary className="button">{words("take.title")}</summary>
      <ul>
        <li>
          <button type="button" onClick={() => void copyLink()}>
            {words("take.link")}
          </button>
        </li>
        <li>
          <button type="button" onClick={() => void takePicture(name)}>
            {words("take.png")}
          </button>
        </li>
        <li>
          <button type="button" disabled={!isReady} onClick={takeBundle}>
            {words("take.bundle")}
          </button>
        </li>
        {Object.keys(TYPES).map((format) => (
          <li key={format}>
            <button type="button" disabled={!isReady} onClick={() => void take(format)}>
              {format === "report" ? words("take.report") : format === "geojson" ? "GeoJSON" : format.toUpperCase()}
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            disabled={files === undefined}
            onClick={() => files !== undefined && download(`${name}-scenario.yaml`, files.scenario, "text/yaml")}
          >
            {words("take.scenario")}
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={files === undefined}
            onClick={() => files !== undefined && download(`${name}-study.yaml`, files.study, "text/yaml")}
          >
            {words("take.study")}
          </button>
        </li>
        <li>
          <button type="button" onClick={() => void copy(command)}>
            {words("take.command")}
          </button>
        </li>
      </ul>
      <p className="detail">
        <code>{command}</code> {words("take.commandWhy")}
      </p>
      <p role="status" className="detail">
        {told}
      </p>
    </details>
  );
}

/** The map as it is shown, as one picture. */
async function takePicture(name: string): Promise<void> {
  const layers = [...document.querySelectorAll<HTMLCanvasElement>(".map canvas, .globe canvas")];
  const first = layers[0];
  if (first === undefined) return;
  const picture = document.createElement("canvas");
  picture.width = first.width;
  picture.height = first.height;
  const pen = picture.getContext("2d")!;
  for (const layer of layers) pen.drawImage(layer, 0, 0);
  const credit = document.querySelector(".map-credit")?.textContent ?? "";
  pen.font = "12px system-ui, sans-serif";
  pen.textAlign = "right";
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.fillText(credit, picture.width - 8, picture.height - 8);
  const blob = await new Promise<Blob | null>((found) => picture.toBlob(found, "image/png"));
  if (blob !== null) download(`${name}.png`, blob);
}
