import { tokenDeclarations } from "./palette.ts";
import { FONT_FAMILY } from "./svg.ts";

/** The style sheet of a report: one scale of six sizes, a grid of 4 px, lines of at most 75 characters, light, dark and print. */
export const REPORT_STYLE: string = [
  `:root{color-scheme:light dark;${tokenDeclarations("light")}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${tokenDeclarations("dark")}}}`,
  `*{box-sizing:border-box}html{font-family:${FONT_FAMILY};font-size:16px;line-height:1.5;background:var(--pp-paper);color:var(--pp-ink);-webkit-text-size-adjust:100%}`,
  "body{margin:0 auto;padding:24px 24px 64px;max-width:1200px}",
  "h1,h2,h3,p,ol,ul,dl,dd,figure,table,blockquote{margin:0}h1{font-size:28px;line-height:1.25;max-width:34em}h2{font-size:20px;line-height:1.3;margin-bottom:12px}h3{font-size:16px;margin:16px 0 4px}",
  "p,li,dd,blockquote,figcaption{max-width:75ch}:lang(ja) :is(p,li,dd,blockquote,figcaption){line-break:strict}p+p{margin-top:8px}p+figure,p+.scroll,figure+.scroll,.scroll+.scroll{margin-top:20px}",
  "a{color:var(--pp-link)}a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--pp-track);outline-offset:2px}",
  "header{margin-bottom:24px}section{margin-top:40px}.brand{font-size:14px;color:var(--pp-faint);margin-bottom:4px}.sub{color:var(--pp-faint);margin-top:4px}",
  ".first{display:grid;gap:24px 32px;grid-template-columns:minmax(0,1fr)}.first section{margin-top:0}.first>*{min-width:0}",
  "@media (min-width:1000px),print{.first{grid-template-columns:minmax(0,5fr) minmax(0,7fr);grid-template-rows:auto auto 1fr}.first>.side{grid-column:1}.first>.picture{grid-column:2;grid-row:1/span 3}}",
  ".claim blockquote{font-size:20px;line-height:1.4}.said{list-style:none;padding:0;margin-top:8px;font-size:14px;color:var(--pp-faint)}",
  ".verdict{border-left:6px solid var(--pp-faint);padding:4px 0 4px 16px}.verdict-supported{border-color:var(--pp-satisfied)}.verdict-refuted{border-color:var(--pp-threat);border-left-style:double}.verdict-depends{border-color:var(--pp-track);border-left-style:dashed}",
  ".word{font-size:24px;font-weight:700;line-height:1.2}.word span{margin-right:8px}.sentence{font-size:20px;line-height:1.4;margin-top:8px}",
  ".facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px;margin-top:16px;font-size:14px}.facts dt{color:var(--pp-faint)}",
  ".why li+li{margin-top:8px}.why ol{padding-left:24px}",
  "figure svg.pp-svg{display:block;max-width:100%;height:auto}figcaption{font-size:14px;color:var(--pp-faint);margin-top:8px}",
  ".contents{margin-top:32px;font-size:14px;display:flex;flex-wrap:wrap;gap:4px 20px;border-block:1px solid var(--pp-rule);padding:12px 0}",
  ".maps{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:20px 16px}@media (max-width:1000px){.maps{grid-template-columns:repeat(3,minmax(0,1fr))}}@media (max-width:500px){.maps{grid-template-columns:repeat(2,minmax(0,1fr))}}.maps svg.pp-svg{width:100%}.few{grid-template-columns:repeat(3,minmax(0,1fr));max-width:900px}.maps figcaption{font-size:12px;margin-top:4px}",
  ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;width:100%}caption{text-align:left;color:var(--pp-faint);padding-bottom:8px}caption span{display:block;max-width:min(75ch,calc(100vw - 48px))}",
  "th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--pp-rule)}thead th{border-bottom:2px solid var(--pp-faint);vertical-align:bottom}tbody th{font-weight:600}.n{text-align:right;white-space:nowrap;padding-right:24px}.share{white-space:nowrap}thead .n{white-space:normal;min-width:6em}tbody+tbody{border-top:2px solid var(--pp-faint)}th[scope=rowgroup]{min-width:7em}th[scope=row]{min-width:8em}",
  ".bar{display:inline-block;vertical-align:-1px;margin-right:6px}.bar-track{fill:var(--pp-panel);stroke:var(--pp-rule)}.bar-interval{stroke:var(--pp-defender);stroke-width:4}.bar-point{fill:var(--pp-ink)}",
  ".status{font-size:12px;border:1px solid var(--pp-faint);border-radius:4px;padding:0 6px;white-space:nowrap}.status-unverified{border-style:dashed}.status-derived{border-style:dotted}.status-assumed{border-style:double;border-width:3px}.mark{font-size:12px;vertical-align:super;line-height:0}",
  ".box{background:var(--pp-panel);border:1px solid var(--pp-rule);padding:20px 24px}.box h3:first-of-type{margin-top:0}",
  ".legend{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 12px;margin:12px 0 16px;font-size:14px}.sources{padding-left:0;list-style:none;font-size:14px}.sources li{padding:2px 0}",
  "code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px}pre{background:var(--pp-panel);border:1px solid var(--pp-rule);padding:12px 16px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}.codes dd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}",
  ":target{outline:2px solid var(--pp-track);outline-offset:2px}.note{font-size:14px;color:var(--pp-faint)}",
  "@media (max-width:600px){body{padding:16px 16px 48px}h1{font-size:20px}.word{font-size:20px}.sentence,.claim blockquote{font-size:16px}.box{padding:16px}.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:4px}}",
  "@media print{@page{margin:16mm 14mm}html{font-size:10.5pt}body{max-width:none;padding:0}.contents{display:none}a{color:inherit;text-decoration:none}section{margin-top:20pt}figure,tr,.box p,li{break-inside:avoid}h2,h3,h2+p,caption{break-after:avoid}thead{display:table-header-group}.scroll{overflow:visible}caption span{max-width:none}table{font-size:8.5pt}.maps{grid-template-columns:repeat(6,minmax(0,1fr));gap:8pt}}",
].join("\n");
