import type { z } from "zod";
import { suggest } from "./nearest.ts";
import type { Problem } from "./problem.ts";
import { compareProblems, describeFound, quoteShort } from "./problem.ts";
import type { Path, YamlValues } from "./yaml-values.ts";
import { formatPath } from "./yaml-values.ts";
import { SOURCE_LIMITS } from "./yaml-source.ts";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong, as problems with their lines, in the order of the file. */
export function explainIssues(issues: readonly Issue[], values: YamlValues): Problem[] {
  const problems: Problem[] = [];
  for (const issue of issues) explain(issue, [], values, problems);
  return problems.sort(compareProblems).slice(0, SOURCE_LIMITS.problems);
}

function explain(issue: Issue, before: Path, values: YamlValues, problems: Problem[]): void {
  const path: Path = [...before, ...(issue.path as (string | number)[])];
  const add = (message: string, extra: { found?: string; wouldDo?: string } = {}): void => {
    const { found = issue.input === undefined ? "" : describeFound(issue.input), wouldDo } = extra;
    problems.push({
      file: values.file,
      ...values.locate(path),
      path: formatPath(path),
      found,
      message,
      severity: "error",
      ...(wouldDo === undefined ? {} : { wouldDo }),
    });
  };
  const found = issue.input === undefined ? "missing" : `${describeFound(issue.input)} found`;

  switch (issue.code) {
    case "unrecognized_keys": {
      const known = issue.message.split(" ");
      for (const key of issue.keys) {
        problems.push({
          file: values.file,
          ...values.locateKey([...path, key]),
          path: formatPath([...path, key]),
          found: quoteShort(key),
          message: `unknown key ${quoteShort(key)}${suggest(key, known)}`,
          severity: "error",
          wouldDo: known.join(", "),
        });
      }
      return;
    }
    case "invalid_key":
      problems.push({
        file: values.file,
        ...values.locateKey(path),
        path: formatPath(path),
        found: quoteShort(String(path.at(-1))),
        message: issue.issues[0]?.message ?? issue.message,
        severity: "error",
      });
      return;
    case "invalid_union": {
      const branch = chooseBranch(issue.errors);
      if (branch === undefined)
        return add(
          isDefaultMessage(issue)
            ? `${found}; it has none of the permitted forms`
            : issue.message.replace("FOUND", found),
        );
      for (const inner of branch) explain(inner, path, values, problems);
      return;
    }
    case "invalid_type": {
      if (!isDefaultMessage(issue)) return add(issue.message);
      const due = describeExpected(issue.expected);
      return add(issue.input === undefined ? `missing; ${due} is due` : `${found}; ${due} is due`, { wouldDo: due });
    }
    case "invalid_value": {
      const names = issue.values.map(String);
      const hint = typeof issue.input === "string" ? suggest(issue.input, names) : "";
      const due = names.length === 1 ? `"${names[0]}" is due` : `one of ${names.join(", ")} is due`;
      return add(`${found}; ${due}${hint}`, { wouldDo: names.join(", ") });
    }
    case "too_small":
    case "too_big":
      return add(`${describeSize(issue, found)}; ${describeLimit(issue)}`);
    case "not_multiple_of":
      return add(`${found}; a whole number is due`);
    case "custom": {
      const params = (issue.params ?? {}) as { readonly found?: string; readonly wouldDo?: string };
      return add(issue.message, params);
    }
    default:
      return add(issue.message);
  }
}

/** The form of a union that the file's author was writing: the one whose outer shape fits, with the fewest problems. */
function chooseBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  let best: readonly Issue[] | undefined;
  for (const branch of branches) {
    if (
      branch.some(
        (issue) => issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value"),
      )
    )
      continue;
    if (best === undefined || branch.length < best.length) best = branch;
  }
  return best;
}

/** zod's own sentences begin so; the fields of this folder write others. */
function isDefaultMessage(issue: Issue): boolean {
  return issue.message.startsWith("Invalid input");
}

function describeExpected(expected: string): string {
  switch (expected) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "int":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
    case "tuple":
      return "a list";
    case "object":
    case "record":
      return "a group of keys";
    default:
      return "a value";
  }
}

type SizeIssue = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

function describeSize(issue: SizeIssue, found: string): string {
  if (issue.origin === "string" && typeof issue.input === "string")
    return `a text of ${issue.input.length} characters found`;
  return found;
}

function describeLimit(issue: SizeIssue): string {
  const limit = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const side = issue.code === "too_small" ? "at least" : "at most";
  if (issue.origin === "string")
    return `${side} ${limit} ${Number(limit) === 1 ? "character is" : "characters are"} due`;
  if (issue.origin === "array") return `${side} ${limit} ${Number(limit) === 1 ? "entry is" : "entries are"} due`;
  if (issue.origin === "number" || issue.origin === "int")
    return issue.inclusive === false
      ? `it must be ${issue.code === "too_small" ? "above" : "below"} ${limit}`
      : `it must be ${side} ${limit}`;
  return `${side} ${limit} is due`;
}
