import type { ResolvedUnit, Scenario } from "../scenario/types.ts";
import { escapeMarkup } from "./markup.ts";

/** Symbols of MIL-STD-2525B, friendly and present: what stands at a place, in the 15 characters that MSDL asks for. */
const SYMBOLS: Readonly<Record<ResolvedUnit["type"], string>> = {
  "land-site": "SFGPUCDM-------",
  battery: "SFGPUCDM-------",
  ship: "SFSPCLDD-------",
  "radar-station": "SFGPESR--------",
  satellite: "SFPPS----------",
  "command-post": "SFGPUC----A----",
};

/**
 * Writes the units of a scenario in the Military Scenario Definition Language, SISO-STD-007-2008: one side, each unit with its symbol and place
 * (geodetic, metres). What MSDL has no word for, radars, launchers and links, stays in the scenario file; launch regions are no units and are left out.
 */
export function toMsdl(scenario: Scenario, options: { readonly language: "en" | "ja" }): string {
  const side = handleOf(`side/${scenario.name}`);
  const text = (tag: string, value: string | number): string => `<${tag}>${escapeMarkup(String(value))}</${tag}>`;
  const nameOf = (name: { readonly en: string; readonly ja?: string }): string => name[options.language] ?? name.en;
  const units = scenario.units.flatMap((unit) => [
    "      <Unit>",
    `        ${text("ObjectHandle", handleOf(`unit/${scenario.name}/${unit.id}`))}`,
    `        ${text("SymbolIdentifier", SYMBOLS[unit.type])}`,
    `        ${text("Name", nameOf(unit.name))}`,
    "        <Disposition><Location><CoordinateChoice>GDC</CoordinateChoice><CoordinateData><GDC>",
    `          ${text("Latitude", toDegrees(unit.position.latitude_rad))}${text("Longitude", toDegrees(unit.position.longitude_rad))}${text("ElevationAGL", unit.position.altitude_m)}`,
    "        </GDC></CoordinateData></Location></Disposition>",
    "        <Relations><ForceRelation><ForceRelationChoice>FORCE_SIDE</ForceRelationChoice>",
    `          <ForceRelationData>${text("ForceSideHandle", side)}</ForceRelationData>`,
    "        </ForceRelation></Relations>",
    "      </Unit>",
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MilitaryScenario xmlns="urn:sisostds:scenario:military:data:draft:msdl:1" xmlns:modelID="http://www.sisostds.org/schemas/modelID">',
    "  <ScenarioID>",
    `    ${text("modelID:name", nameOf(scenario.title))}`,
    "    <modelID:type>BOM</modelID:type>",
    "    <modelID:version>1.0</modelID:version>",
    `    ${text("modelID:modificationDate", fullDate(scenario.date))}`,
    "    <modelID:securityClassification>Unclassified</modelID:securityClassification>",
    `    ${text("modelID:description", "Publicly reported places; written by Parapet")}`,
    "    <modelID:poc><modelID:pocType>POC</modelID:pocType><modelID:pocName>Parapet</modelID:pocName></modelID:poc>",
    "  </ScenarioID>",
    "  <Options>",
    "    <MSDLVersion>1.0.0</MSDLVersion>",
    "    <OrganizationDetail><AggregateLevel>UNIT</AggregateLevel></OrganizationDetail>",
    "    <ScenarioDataStandards>",
    "      <SymbologyDataStandard><StandardName>MILSTD_2525B</StandardName><MajorVersion>0</MajorVersion><MinorVersion>0</MinorVersion></SymbologyDataStandard>",
    "      <CoordinateDataStandard><CoordinateSystemType>GDC</CoordinateSystemType><CoordinateSystemDatum>WGS84</CoordinateSystemDatum></CoordinateDataStandard>",
    "    </ScenarioDataStandards>",
    "  </Options>",
    "  <ForceSides>",
    "    <ForceSide>",
    `      ${text("ObjectHandle", side)}`,
    `      ${text("ForceSideName", nameOf(scenario.title))}`,
    `      ${text("AllegianceHandle", side)}`,
    "    </ForceSide>",
    "  </ForceSides>",
    "  <Organizations>",
    "    <Units>",
    ...units,
    "    </Units>",
    "  </Organizations>",
    "</MilitaryScenario>",
    "",
  ].join("\n");
}

/** Eleven digits, a decimal micrometre: enough to read the very same place back. */
function toDegrees(angle_rad: number): number {
  return Number(((angle_rad * 180) / Math.PI).toFixed(11));
}

function fullDate(date: string | undefined): string {
  const [year = "2000", month = "01", day = "01"] = (date ?? "").split("-").filter((part) => part !== "");
  return `${year}-${month}-${day}`;
}

/** The same text has the same handle, in the form of a universal identifier (FNV-1a over four seeds). */
function handleOf(text: string): string {
  const words = [0, 1, 2, 3].map((seed) => {
    let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, "0");
  });
  const hex = words.join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
