// What the schema of KML 2.2 (OGC 07-147r2, ogckml22.xsd) asks of the elements that are written here: which children, in which order, how often, and with
// which texts. Written from the standard's text, for the schema itself is not at hand; a child that is not named is refused.

interface Rule {
  /** Children in their order; `?` at most once, `*` any number, `+` at least once, nothing: once. */
  readonly children?: readonly string[];
  readonly text?: RegExp;
}

const FEATURE = ["name?", "visibility?", "open?", "description?", "TimeSpan?", "styleUrl?", "Style*", "ExtendedData?"];
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e-?\d+)?`;
const COLOUR: Rule = { text: /^[0-9a-f]{8}$/ };
const BOOLEAN: Rule = { text: /^(?:0|1|true|false)$/ };
const INSTANT: Rule = { text: /^-?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/ };
const ANY: Rule = { text: /^[\s\S]*$/ };
const RULES: Readonly<Record<string, Rule>> = {
  kml: { children: ["Document?"] },
  Document: { children: [...FEATURE, "Folder*"] },
  Folder: { children: [...FEATURE, "Placemark*"] },
  Placemark: { children: [...FEATURE, "Point?", "MultiGeometry?"] },
  name: ANY,
  description: ANY,
  styleUrl: { text: /^#\S+$/ },
  TimeSpan: { children: ["begin?", "end?"] },
  begin: INSTANT,
  end: INSTANT,
  Style: { children: ["IconStyle?", "LabelStyle?", "LineStyle?", "PolyStyle?"] },
  IconStyle: { children: ["color?", "scale?", "heading?", "Icon?"] },
  LineStyle: { children: ["color?", "width?"] },
  PolyStyle: { children: ["color?", "fill?", "outline?"] },
  color: COLOUR,
  fill: BOOLEAN,
  outline: BOOLEAN,
  scale: { text: new RegExp(`^${NUMBER}$`) },
  width: { text: new RegExp(`^${NUMBER}$`) },
  MultiGeometry: { children: ["Polygon*", "LineString*"] },
  Polygon: { children: ["extrude?", "tessellate?", "altitudeMode?", "outerBoundaryIs", "innerBoundaryIs*"] },
  outerBoundaryIs: { children: ["LinearRing"] },
  innerBoundaryIs: { children: ["LinearRing"] },
  LinearRing: { children: ["extrude?", "tessellate?", "altitudeMode?", "coordinates"] },
  LineString: { children: ["extrude?", "tessellate?", "altitudeMode?", "coordinates"] },
  Point: { children: ["extrude?", "altitudeMode?", "coordinates"] },
  extrude: BOOLEAN,
  tessellate: BOOLEAN,
  altitudeMode: { text: /^(?:clampToGround|relativeToGround|absolute)$/ },
  coordinates: { text: new RegExp(`^${NUMBER},${NUMBER}(?:,${NUMBER})?(?: ${NUMBER},${NUMBER}(?:,${NUMBER})?)*$`) },
};

/** Everything in a KML document that the schema would not let pass. */
export function checkKml(element: Element, path: string = element.tagName): readonly string[] {
  const rule = RULES[element.tagName];
  if (rule === undefined) return [`${path}: not an element of this kind`];
  const wrong: string[] = [];
  const { children = [], text } = rule;
  const inside = [...element.children];
  if (text === undefined) {
    const words = [...element.childNodes].filter(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
    if (words.length > 0) wrong.push(`${path}: text where elements are due`);
  } else if (inside.length > 0 || !text.test(element.textContent ?? ""))
    wrong.push(`${path}: "${element.textContent}"`);
  const order = children.map((each) => each.replace(/[?*+]$/, ""));
  let at = 0;
  for (const child of inside) {
    const place = order.indexOf(child.tagName);
    if (place < 0 || place < at) wrong.push(`${path}: ${child.tagName} does not stand here`);
    at = Math.max(at, place);
  }
  for (const each of children) {
    const count = inside.filter(({ tagName }) => tagName === each.replace(/[?*+]$/, "")).length;
    const [least, most] = each.endsWith("?") ? [0, 1] : each.endsWith("*") ? [0, Infinity] : each.endsWith("+") ? [1, Infinity] : [1, 1]; // prettier-ignore
    if (count < least || count > most) wrong.push(`${path}: ${count} of ${each}`);
  }
  return [...wrong, ...inside.flatMap((child, i) => checkKml(child, `${path}/${child.tagName}[${i}]`))];
}
