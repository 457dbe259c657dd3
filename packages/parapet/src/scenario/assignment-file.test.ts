import { describe, expect, it } from "vitest";
import { parseAssignment } from "./assignment-file.ts";

const GOOD = `2 3 1
10
20
30
0 0 0.5
0 1 1
1 2 2.5e-1
`;

function problemsOf(content: string): readonly string[] {
  const parsed = parseAssignment({ file: "x.txt", content });
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("an instance of plain numbers", () => {
  it("becomes a problem; pairs that are not listed are out of reach", () => {
    const parsed = parseAssignment({ file: "x.txt", content: GOOD });
    expect(parsed).toEqual({
      ok: true,
      problem: {
        weapons: 2,
        targets: 3,
        rounds: Int32Array.of(1, 1),
        value: Float64Array.of(10, 20, 30),
        killProbability: Float64Array.of(0.5, 1, 0, 0, 0, 0.25),
      },
      unlisted: 3,
    });
  });

  it("may stand on one line, with remarks and carriage returns", () => {
    const content = `# an instance\r\n${GOOD.replaceAll("\n", " ")} # end`;
    expect(parseAssignment({ file: "x.txt", content })).toEqual(parseAssignment({ file: "x.txt", content: GOOD }));
  });
});

describe("a malformed file is refused at its place", () => {
  it.each([
    ["", "1:1 the file is empty"],
    ["\n\n", "1:1 the file ends where the number of weapons is due"],
    ["2 3", "1:4 the file ends where the rounds of each weapon is due"],
    ["2 3 1\n10\n20", "3:3 the file ends where the value of target 2 is due"],
    ["2 3 x", '1:5 "x" found where the rounds of each weapon is due, which is a number'],
    ["0 3 1", '1:1 "0" found as the number of weapons; it must be from 1 to 20000000'],
    ["2.5 3 1", '1:1 "2.5" found as the number of weapons; it must be a whole number'],
    ["9000 9000 1", "1:11 9000 weapons and 9000 targets found; at most 20000000 pairs are taken"],
    [GOOD.replace("20", "-20"), '3:1 "-20" found as the value of target 1; it must be 0 or more'],
    [GOOD.replace("20", "NaN"), '3:1 "NaN" found where the value of target 1 is due, which is a number'],
    [GOOD.replace("0 0 0.5", "0 0 1.5"), '5:5 "1.5" found as a kill probability; it must be from 0 to 1'],
    [GOOD.replace("1 2", "2 2"), '7:1 "2" found as a weapon; it must be from 0 to 1'],
    [GOOD.replace("1 2", "1 3"), '7:3 "3" found as a target; it must be from 0 to 2'],
    [GOOD.replace("1 2", "0 1"), "7:1 weapon 0 and target 1 stand here again"],
    [`${GOOD}1 1`, "8:4 the file ends where a kill probability is due"],
  ])("%j", (content, problem) => {
    expect(problemsOf(content)).toEqual([problem]);
  });

  it("every problem is told, up to twenty", () => {
    expect(problemsOf(GOOD.replace("20", "a").replace("30", "b"))).toHaveLength(2);
    expect(problemsOf(`1 99 1\n${"x ".repeat(99)}`)).toHaveLength(20);
  });

  it("binary data too", () => {
    const parsed = parseAssignment({ file: "x.txt", content: Uint8Array.of(0xff, 0xfe, 0, 1) });
    expect(parsed.ok ? [] : parsed.problems.map((p) => p.message)).toEqual([
      "binary data found, or a text in another encoding than UTF-8",
    ]);
  });
});
