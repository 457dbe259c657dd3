import { useState } from "react";
import { desk } from "../compute/desk.ts";
import { writeAddress } from "../state/address.ts";
import { MAP_SEED } from "../state/answering.ts";
import { download, makeBundle } from "../state/bundle.ts";
import { EFFORTS, usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** Files of the finished study. */
const FORMATS = [
  { label: "CSV", file: "shares.csv", type: "text/csv" },
  { label: "GeoJSON", file: "defended-area.geojson", type: "application/geo+json" },
  { label: "KML", file: "defended-area.kml", type: "application/vnd.google-earth.kml+xml" },
  { label: "CZML", file: "defended-area.czml", type: "application/json" },
  { label: undefined, file: "report.html", type: "text/html" },
] as const;

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
  const tellError = (error: unknown): void => setTold(error instanceof Error ? error.message : String(error));
  const take = async ({ file, type }: (typeof FORMATS)[number]): Promise<void> => {
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
  const offers: readonly {
    readonly label: string;
    readonly isOff?: boolean;
    readonly act: () => void | Promise<void>;
  }[] = [
    { label: words("take.link"), act: copyLink },
    { label: words("take.png"), act: () => takePicture(name) },
    { label: words("take.bundle"), isOff: !isReady, act: takeBundle },
    ...FORMATS.map((format) => ({
      label: format.label ?? words("take.report"),
      isOff: !isReady,
      act: () => take(format),
    })),
    ...(["scenario", "study"] as const).map((which) => ({
      label: words(`take.${which}`),
      isOff: files === undefined,
      act: () => files && download(`${name}-${which}.yaml`, files[which], "text/yaml"),
    })),
    { label: words("take.command"), act: () => copy(command) },
  ];
  return (
    <details className="take">
      <summary className="button">{words("take.title")}</summary>
      <ul>
        {offers.map(({ label, isOff = false, act }) => (
          <li key={label}>
            <button type="button" disabled={isOff} onClick={() => void Promise.resolve(act()).catch(tellError)}>
              {label}
            </button>
          </li>
        ))}
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
