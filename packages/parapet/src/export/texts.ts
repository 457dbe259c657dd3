import { createIntl } from "@formatjs/intl";
import { MESSAGES_EN, type MessageKey } from "./messages-en.ts";
import { MESSAGES_JA } from "./messages-ja.ts";
import type { Language, ReportShare } from "./report-input.ts";

/** The fixed texts and number forms of one language. Made by `makeTexts`. */
export interface Texts {
  readonly language: Language;
  /** A fixed text with its places filled; plain text, not yet escaped. */
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** A share from 0 to 1 as a number of percent without the sign: "84", "0.4", "> 99.9". Never 0 or 100 unless it is. */
  percent(share: number): string;
  /** "84 %" or, with an interval, "84 % (61 to 97)". */
  share(share: ReportShare): string;
  /** A quantity as files write it, "-3 kg/m^2", as readers do: "−3 kg/m²". */
  quantity(text: string): string;
  /** "2018", "2018-08" and "2018-08-29" as a reader writes them; any other text stays as it is. */
  date(text: string): string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", ja: "ja-JP" };

/** Makes the texts of a language. Numbers and dates follow the Unicode locale data of the engine. */
export function makeTexts(language: Language): Texts {
  const messages: Readonly<Record<MessageKey, string>> = language === "ja" ? MESSAGES_JA : MESSAGES_EN;
  const intl = createIntl({
    locale: LOCALES[language],
    messages,
    onError(error) {
      throw error;
    },
  });
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(LOCALES[language], options).format(value + 0).replace("-", "\u2212");
  const say: Texts["say"] = (key, values) => intl.formatMessage({ id: key }, values);
  const percent = (share: number): string => {
    const value = 100 * share;
    if (value > 0 && value < 0.05) return say("number.lessThan", { value: number(0.1) });
    if (value < 100 && value > 99.95) return say("number.moreThan", { value: number(99.9) });
    const decimals = (value > 0 && value < 1) || (value > 99 && value < 100) ? 1 : 0;
    return number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  };
  return {
    language,
    say,
    number,
    percent,
    share: ({ value, low, high }) =>
      low === undefined || high === undefined
        ? say("number.share", { value: percent(value) })
        : say("number.shareInterval", { value: percent(value), low: percent(low), high: percent(high) }),
    quantity: (text) =>
      text
        .replace(/\^2(?!\d)/g, "²")
        .replace(/\^3(?!\d)/g, "³")
        .replace(/(^|\s)-(?=\d)/g, "$1\u2212"),
    date: (text) => formatDate(text, LOCALES[language]),
  };
}

function formatDate(text: string, locale: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === undefined) return text;
  const instant = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  if (Number.isNaN(instant.getTime())) return text;
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    year: "numeric",
    ...(month === undefined ? {} : { month: "long" }),
    ...(day === undefined ? {} : { day: "numeric" }),
  }).format(instant);
}
