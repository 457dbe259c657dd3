import type { MoneyTables, SourcedValue } from "../scenario/types.ts";

/** Currencies that sums are given in. */
export type Currency = "JPY" | "USD";

/**
 * A sum in the prices of `year`, in yen or dollars: first to the price level of that year by the consumer prices of the sum's own
 * currency, then at that year's average exchange rate. Throws a RangeError for another currency and for a year without a rate.
 */
export function convertMoney(
  sum: { readonly amount: number; readonly currency: string; readonly year: number },
  to: { readonly currency: Currency; readonly year: number },
  tables: MoneyTables,
): number {
  const { amount, currency, year } = sum;
  if (currency !== "JPY" && currency !== "USD")
    throw new RangeError(`convertMoney: yen or dollars are due, got ${currency}`);
  const prices = currency === "JPY" ? tables.yenPrices : tables.dollarPrices;
  const levelled = (amount * need(prices, to.year, "price level")) / need(prices, year, "price level");
  if (currency === to.currency) return levelled;
  const rate = need(tables.yenPerDollar, to.year, "exchange rate");
  return currency === "USD" ? levelled * rate : levelled / rate;
}

/** A published price as a sum; `amount` replaces its number where a draw moved it. */
export function sumOf(
  price: SourcedValue,
  amount: number = price.value,
): { amount: number; currency: string; year: number } {
  if (price.priceYear === undefined)
    throw new RangeError(`sumOf: ${price.systemId}.${price.name} has no year of prices`);
  return { amount, currency: price.unit, year: price.priceYear };
}

function need(table: Readonly<Record<string, SourcedValue>>, year: number, what: string): number {
  const found = table[String(year)];
  if (found === undefined)
    throw new RangeError(
      `convertMoney: a ${what} of ${year} is due, got years ${Object.keys(table).toSorted().join(", ")}`,
    );
  return found.value;
}
