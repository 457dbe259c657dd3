// Files made to hurt a reader: bombs of aliases, depth, size, numbers and names that are none, Unicode tricks, paths to elsewhere.

const repeat = (text: string, times: number): string => text.repeat(times);
const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join("\n"); // prettier-ignore
const STUDY = (scenario: string): string => `kind: defended-area
name: x
scenario: ${scenario}
units: [araya]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
grid: 10 km
draws: 1
seed: 1
`;
/** Ways out of a folder; a reference is a name, so none of them may be followed. */
export const ELSEWHERE: readonly string[] = [
  "../scenarios/japan-2018", "../../etc/passwd", "/etc/passwd", "..", ".", "~/x", "file:///etc/passwd", "http://127.0.0.1/x", "C:\\\\x", "\\\\\\\\host\\\\x",
  "japan-2018.yaml/../x", "japan-2018\\u0000", "japan-2018%2f..", "．．／x", "ｊapan-2018", "japan-2018/", "./japan-2018", "-", "con", "..japan-2018",
]; // prettier-ignore
const NUMBERS = [
  "NaN", ".nan", ".inf", "-.inf", "1e309", "-1e309", "1e-400", "0x7fffffffffffffff", "9".repeat(5000), "0." + "0".repeat(5000) + "1", "1_000", "0b1", "0o17", "١٢٣", "１２", "1,5", "1e", "--1", "+1", "1e+1e1", "Infinity",
]; // prettier-ignore

/** Each file with what it is. */
export function listHostile(): readonly (readonly [name: string, text: string])[] {
  const bomb = lines(30, (i) => `a${i}: &a${i} ${i === 0 ? "[x, x, x, x, x, x, x, x, x]" : `[${Array(9).fill(`*a${i - 1}`).join(", ")}]`}`); // prettier-ignore
  return [
    ["aliases that grow ninefold thirty times", `kind: scenario\n${bomb}\n`],
    ["an alias to what holds it", "kind: scenario\nunits: &a [*a, *a]\n"],
    ["an alias in a key", "&a kind: *a\n*a : x\n"],
    ["forty thousand aliases of one list", `kind: scenario\na: &a [1, 2, 3]\nb: [${repeat("*a, ", 40_000)}]\n`],
    ["merge keys", "kind: scenario\na: &a { b: 1 }\nc: { <<: *a, <<: [*a, *a] }\n"],
    ["a hundred thousand brackets", `kind: ${repeat("[", 100_000)}`],
    ["a hundred thousand braces", `${repeat("{a: ", 100_000)}`],
    ["ten thousand levels of indentation", lines(3000, (i) => `${repeat(" ", i)}a:`)],
    ["a million dashes in a row", repeat("- ", 1_000_000)],
    ["five megabytes of commas", `kind: [${repeat(",", 4_900_000)}`],
    ["five megabytes of comments", repeat("# x\n", 1_200_000)],
    ["a comment of five megabytes", `# ${repeat("x", 4_900_000)}`],
    ["a text of five megabytes", `name: "${repeat("x", 4_900_000)}"`],
    ["a block text of five megabytes", `name: |\n${repeat("  x\n", 1_200_000)}`],
    ["a key of five megabytes", `${repeat("k", 4_900_000)}: 1`],
    ["fifty thousand keys", `kind: scenario\n${lines(50_000, (i) => `k${i}: 1`)}`],
    ["the same key fifty thousand times", `kind: scenario\n${repeat("name: x\n", 50_000)}`],
    ["twenty thousand units", `kind: scenario\nname: x\nunits:\n${repeat("  - { id: a, type: ship }\n", 20_000)}`],
    ["a million empty lines", `kind: scenario${repeat("\n", 4_000_000)}x: 1`],
    ["a hundred thousand documents", repeat("---\na: 1\n", 100_000)],
    ["a hundred thousand anchors", lines(100_000, (i) => `- &a${i} ${i}`)],
    ["tags", "kind: !!js/function 'function () { throw 1 }'\nname: !<tag:yaml.org,2002:binary> AAAA\nx: !!set {a, b}"],
    ["directives", `%YAML 1.3\n%TAG ! tag:evil,2000:\n${repeat("%X y\n", 10_000)}---\nkind: scenario`],
    ["quotes that never end", `name: "${repeat("\\\n", 50_000)}`],
    ["escapes", `name: "${repeat("\\u0041", 90_000)}"`],
    ["a null character", "kind: scenario\nname: a\u0000b"],
    ["half a surrogate pair", 'kind: scenario\nname: "\\ud800"'],
    ["text that runs to the left", "kind: scenario\nname: \u202egnp.elif\u202c\ntitle: { en: \u2066\u2067\u2068x }"],
    ["combining marks", `kind: scenario\nname: a${repeat("\u0301", 50_000)}`],
    ["letters that look alike", "kind: ѕcenario\nnаme: x\n"],
    ["line ends of many kinds", "kind: scenario\r\nname: x\rtitle: { en: x }\u2028units: []\u2029x: 1\u0085"],
    ["a byte order mark twice", "\ufeff\ufeffkind: scenario"],
    ["names of an object's own", "kind: scenario\n__proto__: { a: 1 }\nconstructor: { prototype: { x: 1 } }\ntoString: 1\nhasOwnProperty: 1"],
    ["a kind of an object's own", "kind: __proto__\n"],
    ["backtracking units", `${STUDY("japan-2018").replace("10 km", `"${repeat("1 ", 30_000)}km"`)}`],
    ["a unit of many powers", STUDY("japan-2018").replace("10 km", `10 ${repeat("m*", 10_000)}m`)],
    ["a unit of great powers", STUDY("japan-2018").replace("10 km", "10 m^999999999 km/s^-999999999")],
    ["backtracking dates", `kind: scenario\ndate: "${repeat("2018-", 20_000)}"`],
    ...NUMBERS.flatMap((number): [string, string][] => [
      [`a grid of ${number.slice(0, 20)} km`, STUDY("japan-2018").replace("10 km", `${number} km`)],
      [`${number.slice(0, 20)} draws`, STUDY("japan-2018").replace("draws: 1", `draws: ${number}`)],
      [`the seed ${number.slice(0, 20)}`, STUDY("japan-2018").replace("seed: 1", `seed: ${number}`)],
    ]),
    ...ELSEWHERE.map((path): [string, string] => [`the scenario ${path}`, STUDY(`"${path}"`)]),
  ]; // prettier-ignore
}
