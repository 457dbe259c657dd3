/** A prefecture of Japan: ISO 3166-2 code, names, and population in the census of 1 October 2020. */
export interface PrefectureEntry {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly censusPopulation2020: number;
}

const prefecture = (code: string, name: string, nameJa: string, censusPopulation2020: number): PrefectureEntry => ({
  code,
  name,
  nameJa,
  censusPopulation2020,
});

/**
 * Codes: ISO 3166-2:JP. People: Statistics Bureau of Japan, 2020 Population Census, Basic Complete Tabulation on
 * Population and Households (2021-11-30); the 47 figures add up to the published 126,146,099.
 */
export const PREFECTURES: readonly PrefectureEntry[] = [
  prefecture("JP-01", "Hokkaido", "北海道", 5224614),
  prefecture("JP-02", "Aomori", "青森県", 1237984),
  prefecture("JP-03", "Iwate", "岩手県", 1210534),
  prefecture("JP-04", "Miyagi", "宮城県", 2301996),
  prefecture("JP-05", "Akita", "秋田県", 959502),
  prefecture("JP-06", "Yamagata", "山形県", 1068027),
  prefecture("JP-07", "Fukushima", "福島県", 1833152),
  prefecture("JP-08", "Ibaraki", "茨城県", 2867009),
  prefecture("JP-09", "Tochigi", "栃木県", 1933146),
  prefecture("JP-10", "Gunma", "群馬県", 1939110),
  prefecture("JP-11", "Saitama", "埼玉県", 7344765),
  prefecture("JP-12", "Chiba", "千葉県", 6284480),
  prefecture("JP-13", "Tokyo", "東京都", 14047594),
  prefecture("JP-14", "Kanagawa", "神奈川県", 9237337),
  prefecture("JP-15", "Niigata", "新潟県", 2201272),
  prefecture("JP-16", "Toyama", "富山県", 1034814),
  prefecture("JP-17", "Ishikawa", "石川県", 1132526),
  prefecture("JP-18", "Fukui", "福井県", 766863),
  prefecture("JP-19", "Yamanashi", "山梨県", 809974),
  prefecture("JP-20", "Nagano", "長野県", 2048011),
  prefecture("JP-21", "Gifu", "岐阜県", 1978742),
  prefecture("JP-22", "Shizuoka", "静岡県", 3633202),
  prefecture("JP-23", "Aichi", "愛知県", 7542415),
  prefecture("JP-24", "Mie", "三重県", 1770254),
  prefecture("JP-25", "Shiga", "滋賀県", 1413610),
  prefecture("JP-26", "Kyoto", "京都府", 2578087),
  prefecture("JP-27", "Osaka", "大阪府", 8837685),
  prefecture("JP-28", "Hyogo", "兵庫県", 5465002),
  prefecture("JP-29", "Nara", "奈良県", 1324473),
  prefecture("JP-30", "Wakayama", "和歌山県", 922584),
  prefecture("JP-31", "Tottori", "鳥取県", 553407),
  prefecture("JP-32", "Shimane", "島根県", 671126),
  prefecture("JP-33", "Okayama", "岡山県", 1888432),
  prefecture("JP-34", "Hiroshima", "広島県", 2799702),
  prefecture("JP-35", "Yamaguchi", "山口県", 1342059),
  prefecture("JP-36", "Tokushima", "徳島県", 719559),
  prefecture("JP-37", "Kagawa", "香川県", 950244),
  prefecture("JP-38", "Ehime", "愛媛県", 1334841),
  prefecture("JP-39", "Kochi", "高知県", 691527),
  prefecture("JP-40", "Fukuoka", "福岡県", 5135214),
  prefecture("JP-41", "Saga", "佐賀県", 811442),
  prefecture("JP-42", "Nagasaki", "長崎県", 1312317),
  prefecture("JP-43", "Kumamoto", "熊本県", 1738301),
  prefecture("JP-44", "Oita", "大分県", 1123852),
  prefecture("JP-45", "Miyazaki", "宮崎県", 1069576),
  prefecture("JP-46", "Kagoshima", "鹿児島県", 1588256),
  prefecture("JP-47", "Okinawa", "沖縄県", 1467480),
];

/**
 * The Amami Islands from Kikai to Yoron belong to Kagoshima; Natural Earth draws them as part of Okinawa.
 * An island of Okinawa whose mean vertex lies in this box is moved. The box leaves out Iheya (127.97 E) and Io-Torishima (128.24 E), which are Okinawa's.
 */
export const AMAMI = { from: "JP-47", to: "JP-46", west: 128.3, east: 130.1, south: 27, north: 28.6 } as const;

/** Records of GeoNames whose people a second record counts too. The successor counts the whole merged city. */
export const DOUBLE_COUNTED: ReadonlyMap<number, string> = new Map([
  [1848254, "Yono, merged into Saitama in 2001; the figure is that of all Saitama"],
  [1861164, "Iwatsuki, merged into Saitama in 2005"],
  [1852383, "Minato, a quarter of Wakayama; the figure is that of all Wakayama"],
  [2112312, "Katsuta, merged into Hitachinaka in 1994"],
  [1850693, "Tanashi, merged into Nishitokyo in 2001"],
  [8125829, "Kamigyo-ku, a ward of Kyoto"],
  [7303471, "Arashiyama, a quarter of Kyoto"],
  [1849561, "Tsurusaki, merged into Oita in 1963"],
  [2111173, "Sawara, merged into Katori in 2006"],
  [1851935, "Shirahama, a quarter of Himeji since 1946"],
  [2112963, "Edosaki, merged into Inashiki in 2005"],
  [1863973, "Fukumitsu, merged into Nanto in 2004"],
  [5110302, "Brooklyn, a borough of New York"],
  [5133273, "Queens, a borough of New York"],
  [5125771, "Manhattan, a borough of New York"],
  [5110266, "The Bronx, a borough of New York"],
  [5139568, "Staten Island, a borough of New York"],
]);
