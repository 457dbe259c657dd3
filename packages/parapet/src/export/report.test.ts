import { createHash } from "node:crypto";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { base64FromHex } from "./base64.ts";
import { drawProfile } from "./chart-profile.ts";
import { toReport } from "./report.ts";
import type { ReportInput, ReportPicture } from "./report-input.ts";

const EVIL = `"><script>alert('1')</script><img src=x onerror=alert(1)>&`;

function picture(idPrefix: string): ReportPicture {
  const points = [0, 60, 120].map((time_s) => ({
    time_s,
    range_m: 5e3 * time_s,
    altitude_m: time_s * (120 - time_s) * 40,
  }));
  const flights = [{ name: EVIL, side: "threat", points }] as const;
  return { svg: drawProfile({ language: "en", layers: [], flights, sites: [], title: EVIL, idPrefix }), caption: EVIL };
}

const input: ReportInput = {
  language: "en",
  title: `Title ${EVIL}`,
  scenarioDate: "2018-08",
  scenarioTitle: `Scenario ${EVIL}`,
  claim: {
    statement: `Claim ${EVIL}`,
    reportedBy: [{ outlet: `Outlet ${EVIL}`, date: "2018-03-22", speaker: "Ministry", source: "paper" }],
  },
  verdict: {
    word: "depends",
    sentence: `Depends. Holds for lofted flights ${EVIL}`,
    margin: -0.27,
    shareOfRange: 0.41,
    decidingAssumption: `range ${EVIL}`,
    flipPoint: "74 s",
  },
  whyLines: ["first", "second", "third", `fourth ${EVIL}`],
  mainMap: picture("main"),
  smallMaps: [picture("s1"), picture("s2")],
  profile: picture("profile"),
  cases: [
    {
      interceptor: "SM-3 IIA",
      threat: "MRBM",
      path: `lofted ${EVIL}`,
      populationShare: { value: 0.84, low: 0.61, high: 0.97 },
      areaShare: { value: 0.5 },
      shots: 2,
    },
    { interceptor: "SM-3 IA", threat: "MRBM", path: "lofted", populationShare: { value: 0 }, areaShare: { value: 0 } },
  ],
  intervalMeaning: "5 % and 95 % of 200 draws",
  tornado: {
    metric: `people ${EVIL}`,
    nominal: 0.7,
    threshold: 0.99,
    influences: [
      {
        label: "Reaction time",
        lowText: "20 s",
        highText: `120 s ${EVIL}`,
        atLow: 1,
        atHigh: 0.4,
        status: "assumed",
        flip: { text: "31 s", fraction: 0.1 },
      },
    ],
  },
  prefectures: [
    {
      code: "JP-05",
      name: `Akita ${EVIL}`,
      population: 959502,
      landArea_km2: 11638,
      populationShare: { value: 1, low: 0.9, high: 1 },
      areaShare: { value: 0.995 },
    },
  ],
  methods: [{ heading: `Flights ${EVIL}`, paragraphs: [`Point masses ${EVIL}`] }],
  values: [
    { label: "Ceiling", valueText: "500 km", status: "read", sources: ["paper"], influence: 0.5 },
    { label: "Cross-section", valueText: "0.1 m²", status: "unverified", sources: ["evil"], influence: 0.1 },
    {
      label: "Reaction time",
      valueText: "60 s",
      rangeText: "20 s – 120 s",
      status: "assumed",
      sources: [],
      note: `No text says ${EVIL}`,
      influence: 0.6,
    },
  ],
  notComputable: [`Crews ${EVIL}`],
  sources: [
    {
      id: "paper",
      title: `Paper ${EVIL}`,
      outlet: "The Paper",
      date: "2019-08-28",
      url: "https://example.org/?a=1&b=2",
    },
    { id: "evil", title: "Evil", url: "javascript:alert(1)", seen: false },
  ],
  attributions: [`Natural Earth ${EVIL}`],
  hash: "abc",
  seed: 1,
  version: "0.1.0",
  command: `npx parapet check x ${EVIL}`,
};

const html = toReport(input);
const page = new JSDOM(html).window.document;

function textOf(selector: string): string {
  return page.querySelector(selector)!.textContent!;
}

describe("toReport", () => {
  test("goes from claim to verdict, picture, why, and then into detail", () => {
    const order = [...page.querySelectorAll("h2[id], figure.picture")].map((e) => e.id || "picture");
    expect(order).toEqual([
      "claim", "verdict", "picture", "why", "more-why", "profile", "cases", "turns-on", "maps", "prefectures", "method", "values", "not-computable", "sources", "reproduce", "data",
    ]); // prettier-ignore
    expect(page.documentElement.lang).toBe("en");
    expect(textOf(".word")).toBe("◐Depends");
    expect(textOf(".sentence")).toMatch(/^Holds for lofted flights/);
    expect(textOf(".facts")).toContain("27 percentage points below what the claim needs");
    expect(textOf(".said")).toContain("Ministry, in Outlet");
    expect(textOf(".said")).toContain("22 March 2018");
  });

  test("no text becomes markup, wherever it stands", () => {
    expect(page.querySelectorAll("script, img, iframe, link, object, embed")).toHaveLength(0);
    for (const e of page.querySelectorAll("*"))
      for (const { name } of e.attributes) expect(name).not.toMatch(/^on|^style$/);
    const expected = html.split("&quot;&gt;&lt;script&gt;").length - 1;
    expect(expected).toBeGreaterThan(20);
  });

  test("asks nothing of any server, and its own policy permits its style sheets and nothing else", () => {
    expect(html.includes("@import") || /url\((?!#)/.test(html)).toBe(false);
    expect(
      page.querySelectorAll(
        "[src], [srcset], [poster], [data], [action], [background], base, meta[http-equiv=refresh]",
      ),
    ).toHaveLength(0);
    const policy = page.querySelector("meta[http-equiv]")!.getAttribute("content")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const styles = [...page.querySelectorAll("style")];
    expect(styles.length).toBe(7);
    for (const { textContent } of styles) {
      const digest = createHash("sha256").update(textContent).digest("base64");
      expect(policy).toContain(`'sha256-${digest}'`);
    }
  });

  test("only addresses of the web become links, and links within the page have their targets", () => {
    const links = [...page.querySelectorAll("a")].map((a) => a.getAttribute("href")!);
    const ids = [...page.querySelectorAll("[id]")].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of links.filter((href) => href.startsWith("#"))) expect(ids).toContain(link.slice(1));
    expect(links.filter((href) => !href.startsWith("#"))).toEqual(["https://example.org/?a=1&b=2"]);
  });

  test("values are numbered, unverified and assumed first, the most influential at the top; marks lead to them", () => {
    const rows = [...page.querySelectorAll("tr[id^=value-]")].map((row) => row.querySelector("th")!.textContent);
    expect(rows).toEqual(["Reaction time", "Cross-section", "Ceiling"]);
    expect(page.querySelector("[aria-labelledby=turns-on] .mark")!.getAttribute("href")).toBe("#value-1");
    expect(textOf("[aria-labelledby=values] p")).toContain("2 values of 3 are unverified or assumed");
    expect(textOf("#value-1")).toContain("60 percentage points");
    expect(textOf("#source-evil")).toContain("not read by us");
  });

  test("tables have captions and scopes; columns that nothing fills are left out", () => {
    for (const table of page.querySelectorAll("table")) {
      expect(table.caption!.textContent).not.toBe("");
      for (const head of table.querySelectorAll("th"))
        expect(head.getAttribute("scope")).toMatch(/^(col|row|rowgroup)$/);
      for (const body of table.tBodies) {
        const spans = body.querySelector("th[scope=rowgroup]") === null ? 0 : 1;
        for (const [i, row] of [...body.rows].entries())
          expect(row.cells.length + (i > 0 ? spans : 0)).toBe(table.tHead!.rows[0]!.cells.length);
      }
    }
    const heads = [...page.querySelectorAll("[aria-labelledby=cases] thead th")].map((th) => th.textContent);
    expect(heads).toEqual(["Threat class", "Path", "Interceptor", "Population", "Land", "Shots at most"]);
    expect(textOf("[aria-labelledby=cases] tbody")).toContain("84 % (61 to 97)");
    expect(textOf("[aria-labelledby=prefectures] tbody")).toContain("99.5 %");
  });

  test("the same input gives the same bytes; the order of its values does not matter", () => {
    expect(toReport(input)).toBe(html);
    expect(toReport({ ...input, values: input.values.toReversed() })).toBe(html);
  });

  test("Japanese throughout", () => {
    const japanese = new JSDOM(toReport({ ...input, language: "ja" })).window.document;
    expect(japanese.documentElement.lang).toBe("ja");
    expect([...japanese.querySelectorAll("h2")].map((h) => h.textContent)).not.toContainEqual(
      expect.stringMatching(/^[\x20-\x7e]*$/),
    );
    expect(japanese.querySelector("[aria-labelledby=cases] tbody")!.textContent).toContain("84 %（61～97）");
  });

  test("a report without claim, verdict, pictures, values and tables is a page still", () => {
    const { claim: _c, verdict: _v, mainMap: _m, profile: _p, tornado: _t, ...rest } = input;
    const bare = toReport({ ...rest, whyLines: [], smallMaps: [], cases: [], prefectures: [], methods: [], values: [], notComputable: [], sources: [], attributions: [] }); // prettier-ignore
    const bareHeadings = [...new JSDOM(bare).window.document.querySelectorAll("h2")].map((h) => h.id);
    expect(bareHeadings).toEqual(["reproduce"]);
  });

  test("pictures that are not SVG or could run a script are refused", () => {
    for (const svg of [
      "<img src=x>",
      "<svg ><script>1</script></svg>",
      '<svg onload="1"></svg>',
      '<svg ><a href="javascript:1"/></svg>',
    ])
      expect(() => toReport({ ...input, profile: { svg, caption: "" } })).toThrow(/needs pictures that are SVG/);
  });
});

describe("base64FromHex", () => {
  test("agrees with RFC 4648, section 10", () => {
    const encode = (text: string): string => base64FromHex(Buffer.from(text).toString("hex"));
    expect(["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(encode)).toEqual(["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]); // prettier-ignore
    expect(() => base64FromHex("abc")).toThrow(RangeError);
  });
});
