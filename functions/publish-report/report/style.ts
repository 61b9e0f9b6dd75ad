/** The report's stylesheet; light and dark, and ink on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5b6775;--line:#d9dfe6;--page:#fff;--card:#f6f8fa;--challenger:#0b6bcb;--champion:#b45309;--best:#15803d;--bad:#b91c1c}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#9aa7b5;--line:#333d49;--page:#12171d;--card:#1a2129;--challenger:#5aa9f0;--champion:#f0a04b;--best:#58c27d;--bad:#f87171}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1100px;padding:2rem 1.25rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:0 0 .6rem}header p{margin:.2rem 0 0;color:var(--soft)}section{margin-top:2rem}
.decision{border-left:5px solid var(--soft);background:var(--card);padding:1rem 1.25rem;border-radius:4px}.decision.promote{border-color:var(--best)}.decision.keep{border-color:var(--champion)}.decision.reject{border-color:var(--bad)}
ul{margin:0;padding-left:1.2rem}.warning{color:var(--bad)}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.92rem}th{font-weight:600;text-align:left;color:var(--soft)}th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.charts{display:flex;flex-wrap:wrap;gap:1.25rem}figure{margin:0;width:340px}figcaption{font-weight:600;font-size:.92rem}
svg{width:100%;height:auto}svg text{font-size:10.5px;fill:var(--soft)}.grid{stroke:var(--line);stroke-width:.7}polyline{fill:none;stroke-width:1.8}
polyline.challenger{stroke:var(--challenger)}polyline.champion{stroke:var(--champion)}polyline.best{stroke:var(--best);stroke-dasharray:4 3}polyline.reference{stroke:var(--soft);stroke-dasharray:2 4}circle.challenger{fill:var(--challenger)}circle.champion{fill:var(--champion)}
.legend{margin:0;font-size:.85rem}.legend span{margin-right:.8rem}.legend .challenger{color:var(--challenger)}.legend .champion{color:var(--champion)}.legend .best{color:var(--best)}
.bars th{width:30%;color:var(--ink);font-weight:400}.bars td:last-child{width:11rem}.bar{display:inline-block;height:.8rem;border-radius:2px;background:var(--challenger)}.bar.moved{background:var(--champion)}
details{margin:.5rem 0}summary{cursor:pointer}@media print{body{max-width:none;padding:0}details>*{display:block}}
`.trim();
