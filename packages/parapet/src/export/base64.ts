const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 (RFC 4648) of the bytes that a text of hexadecimal digits stands for. */
export function base64FromHex(hex: string): string {
  if (!/^([0-9a-f]{2})*$/i.test(hex))
    throw new RangeError(`base64FromHex: needs pairs of hexadecimal digits, got "${hex}"`);
  const bits = [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const digits = (bits.match(/.{1,6}/g) ?? []).map((six) => DIGITS[Number.parseInt(six.padEnd(6, "0"), 2)]).join("");
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
}
