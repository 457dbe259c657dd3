import { tokenDeclarations } from "../../packages/parapet/src/export/palette.ts";

const FONT = `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Hiragino Kaku Gothic ProN","Yu Gothic","Noto Sans CJK JP","Noto Sans JP",sans-serif`;

/** The style sheet of the site, with the colours of the reports: light, dark and print; sizes and grid as there. */
export const SITE_STYLE: string = `
:root{color-scheme:light dark;${tokenDeclarations("light")}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${tokenDeclarations("dark")}}}
:root[data-theme=dark]{color-scheme:dark;${tokenDeclarations("dark")}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
html{font-family:${FONT};font-size:16px;line-height:1.55;background:var(--pp-paper);color:var(--pp-ink);-webkit-text-size-adjust:100%;scroll-padding-top:72px}
body{margin:0}
a{color:var(--pp-link)}
:focus-visible{outline:3px solid var(--pp-track);outline-offset:2px}
main:focus{outline:none}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--pp-paper);padding:8px 12px;z-index:3}
.top{position:sticky;top:0;z-index:2;display:flex;gap:16px;align-items:center;padding:8px 24px;background:var(--pp-paper);border-bottom:1px solid var(--pp-rule)}
.brand{font-weight:700;font-size:20px;text-decoration:none;color:var(--pp-ink)}
.find{position:relative;flex:1;max-width:480px;margin-left:auto}
.find input{width:100%;font:inherit;font-size:14px;padding:6px 12px;border:1px solid var(--pp-faint);border-radius:4px;background:var(--pp-panel);color:var(--pp-ink)}
.find input::placeholder{color:var(--pp-faint);opacity:1}
#found{position:absolute;left:0;right:0;margin:4px 0 0;padding:4px 0;list-style:none;max-height:70vh;overflow-y:auto;background:var(--pp-paper);border:1px solid var(--pp-faint);border-radius:4px;font-size:14px}
#found li{padding:6px 12px;cursor:pointer}#found li[aria-selected=true],#found li:hover{background:var(--pp-panel);outline:2px solid var(--pp-link);outline-offset:-2px}#found span{display:block;font-size:12px;color:var(--pp-faint)}
.language{white-space:nowrap;font-size:14px}
#theme{display:flex;padding:6px;border:1px solid var(--pp-rule);border-radius:4px;background:var(--pp-paper);color:var(--pp-ink);cursor:pointer}
.columns{display:grid;grid-template-columns:248px minmax(0,1fr) 216px;max-width:1360px;margin:0 auto;gap:0 40px;padding:0 24px}
.wide{grid-template-columns:248px minmax(0,1fr)}
.menu,.aside{font-size:14px;position:sticky;top:56px;align-self:start;max-height:calc(100vh - 56px);overflow-y:auto;padding:24px 4px}
.menu ul,.aside ul{list-style:none;margin:0;padding:0}
.menu li a,.aside li a{display:block;padding:3px 8px;text-decoration:none;color:var(--pp-ink);border-left:3px solid transparent;overflow-wrap:anywhere}
.menu li a:hover,.aside li a:hover{text-decoration:underline}
.menu a[aria-current]{border-color:var(--pp-defender);background:var(--pp-panel);font-weight:600}
.menu summary{cursor:pointer;padding:4px 0}.part>summary{font-weight:600}.part+.part{margin-top:4px}
#menu>summary{display:none}
.aside p{margin:0 0 4px;padding-left:11px;color:var(--pp-faint)}
main{padding:24px 0 64px;min-width:0}
h1,h2,h3,h4{line-height:1.25;margin:40px 0 12px;overflow-wrap:anywhere}h1{font-size:28px;margin-top:8px}h2{font-size:20px}h3,h4{font-size:16px;margin-top:28px}
h1+p{font-size:18px}
p,ul,ol,blockquote{max-width:75ch;margin:12px 0}li+li{margin-top:4px}:lang(ja) :is(p,li){line-break:strict}:lang(ja) em{font-style:normal;font-weight:600}
a.anchor{color:inherit;text-decoration:none}a.anchor:hover::after,a.anchor:focus::after{content:" #";color:var(--pp-faint)}
:target{outline:2px solid var(--pp-track);outline-offset:4px}
blockquote{margin-left:0;padding:4px 0 4px 16px;border-left:6px solid var(--pp-defender);font-size:18px}blockquote p{margin:4px 0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono","Noto Sans Mono CJK JP",monospace;font-size:14px}
:not(pre)>code{background:var(--pp-panel);border-radius:3px;padding:1px 4px;overflow-wrap:anywhere}
.code{margin:16px 0;position:relative;border:1px solid var(--pp-rule);background:var(--pp-panel)}
.code figcaption{padding:6px 16px;border-bottom:1px solid var(--pp-rule);font-size:12px;color:var(--pp-faint)}
.code pre{margin:0;padding:12px 16px;overflow-x:auto;line-height:1.45}
.prompt{font-weight:700}.plus{background:color-mix(in srgb,var(--pp-satisfied) 20%,transparent)}.minus{background:color-mix(in srgb,var(--pp-threat) 18%,transparent)}
.copy{position:absolute;top:4px;right:4px;font:inherit;font-size:12px;padding:2px 8px;border:1px solid var(--pp-rule);border-radius:4px;background:var(--pp-paper);color:var(--pp-ink);cursor:pointer}
.scroll{overflow-x:auto;margin:16px 0}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;min-width:60%}
th,td{padding:6px 16px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--pp-rule)}thead th{border-bottom:2px solid var(--pp-faint);vertical-align:bottom}.number{text-align:right}
td{min-width:6em;max-width:52ch}td:first-child code{white-space:nowrap}
img{max-width:100%;height:auto}img[src$=png]{border:1px solid var(--pp-rule)}
.neighbours{display:flex;justify-content:space-between;gap:24px;margin-top:48px;border-top:1px solid var(--pp-rule);padding-top:16px}.neighbours a{text-decoration:none}.neighbours a span{display:block;font-size:12px;color:var(--pp-faint)}.neighbours a:last-child{text-align:right}
footer{margin-top:32px;font-size:12px;color:var(--pp-faint)}
@media (max-width:1180px){.columns,.wide{grid-template-columns:232px minmax(0,1fr)}.aside{display:none}}
@media (max-width:820px){.columns{display:block;padding:0 16px}.top{padding:8px 16px;gap:8px}.brand{font-size:16px}.menu{position:static;max-height:none;padding:8px 0 0}#menu>summary{display:list-item;font-weight:600;padding:8px 0;border-bottom:1px solid var(--pp-rule)}#menu>.part{padding-left:12px}.menu li a{padding:8px}main{padding-top:8px}h1{font-size:24px}td{max-width:30ch}.copy{padding:6px 10px}}
@media print{@page{margin:16mm 14mm}html{font-size:10.5pt;scroll-padding:0}.top,.menu,.aside,.neighbours,.copy,.skip{display:none}.columns{display:block;padding:0;max-width:none}h1{font-size:18pt}h2{font-size:13pt;break-after:avoid}h3{break-after:avoid}table{font-size:8.5pt}tr,li,img{break-inside:avoid}.code pre{white-space:pre-wrap;overflow-wrap:anywhere}.scroll{overflow:visible}a{color:inherit}article a[href^=http]::after{content:" <" attr(href) ">";font-size:8pt;overflow-wrap:anywhere}}
`;
