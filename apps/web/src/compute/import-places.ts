// Fetched when a file of places is opened: it brings a reader of XML along.
export { readPlaces, writeImportedScenario } from "parapet";
