"use strict";(self.rspackChunkautograder_jupyterlab=self.rspackChunkautograder_jupyterlab||[]).push([[266],{14(r,a,e){var t=e(15),o=e.n(t),n=e(16),i=(e.n(n))()(o());i.push([r.id,`/* The words, signs and colours of the feedback page, in the themes of JupyterLab. */
.autograder-cell,
.autograder-form,
.autograder-receipt {
  --autograder-ink: #1b1f27;
  --autograder-quiet: #596273;
  --autograder-raised: #f5f6f8;
  --autograder-accent: #2257b8;
  --autograder-tint: #eaf1fd;
  --autograder-right: #00694f;
  --autograder-wrong: #a83a00;
  color: var(--autograder-ink);
  font: var(--jp-content-font-size1) / 1.5 var(--jp-content-font-family);
}
[data-jp-theme-light='false'] :is(.autograder-cell, .autograder-form, .autograder-receipt) {
  --autograder-ink: #e7eaf0;
  --autograder-quiet: #a3acbb;
  --autograder-raised: #1d2128;
  --autograder-accent: #8fb5ff;
  --autograder-tint: #1b2a45;
  --autograder-right: #4fc7a4;
  --autograder-wrong: #ff9d66;
}
.autograder-cell {
  padding: 4px 8px 8px calc(var(--jp-cell-prompt-width) + var(--jp-cell-collapser-width) + 8px);
  overflow: visible;
}
.autograder-cell button:focus-visible,
.autograder-verdict :focus-visible {
  outline: 2px solid var(--autograder-accent);
  outline-offset: 2px;
}
.autograder-cell button[aria-disabled] { opacity: 0.7; }
.autograder-hand-in[aria-busy='true'] { opacity: 0.7; cursor: progress; }
.autograder-hand-in[aria-busy='true']::after { content: '…'; }
.autograder-verdict code { color: inherit; }
:where(.autograder-cell, .autograder-form, .autograder-receipt) p { margin: 0; }
.autograder-verdict > * { margin-top: 8px; }
.autograder-verdict[data-state='old'] > :first-child { opacity: 0.75; }
.autograder-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; }
.autograder-name { font-family: var(--jp-code-font-family); font-weight: 700; }
.autograder-points { margin-left: auto; font-weight: 600; white-space: nowrap; }
.autograder-symbol { display: inline-block; width: 1.25rem; font-weight: 700; }
.autograder-status,
.autograder-open .autograder-symbol,
.autograder-verdict em { color: var(--autograder-wrong); }
.autograder-status.autograder-passed,
.autograder-check.autograder-passed .autograder-symbol { color: var(--autograder-right); }
.autograder-status:is(.autograder-manual, .autograder-internal),
:is(.autograder-manual, .autograder-internal) :is(.autograder-symbol, em) {
  color: var(--autograder-quiet);
}
.autograder-verdict summary { width: fit-content; color: var(--autograder-accent); cursor: pointer; }
.autograder-done > summary { color: var(--autograder-ink); }
.autograder-done > summary .autograder-head { display: inline-flex; }
.autograder-check { margin-top: 8px; }
.autograder-check.autograder-open { margin-top: 14px; }
.autograder-line { display: flex; align-items: baseline; gap: 6px; }
.autograder-line .autograder-symbol { flex: none; }
.autograder-what { flex: 1; min-width: 0; }
.autograder-open .autograder-what { font-weight: 600; }
.autograder-verdict em { display: block; font-style: normal; font-weight: 400; }
.autograder-why { padding-left: 1.625rem; }
.autograder-why > * { margin-top: 8px; }
.autograder-message,
.autograder-hint { white-space: pre-wrap; }
.autograder-hint {
  padding: 8px 14px;
  border-left: 4px solid var(--autograder-accent);
  background: var(--autograder-tint);
}
.autograder-hint .autograder-label { color: var(--autograder-accent); font-weight: 700; }
.autograder-fine { margin-top: 12px; }
.autograder-label,
.autograder-shape,
.autograder-quiet,
.autograder-check.autograder-passed .autograder-what { color: var(--autograder-quiet); }
.autograder-values { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 8px 20px; }
.autograder-values.autograder-stacked { grid-template-columns: minmax(0, 1fr); }
.autograder-wide { max-width: 100%; overflow-x: auto; }
.autograder-verdict :is(pre, td) { font: var(--jp-code-font-size) / 1.5 var(--jp-code-font-family); }
.autograder-verdict :is(pre, .autograder-wide) {
  margin: 4px 0 0;
  padding: 6px 10px;
  background: var(--autograder-raised);
  color: var(--autograder-ink);
  white-space: pre-wrap;
}
.autograder-verdict td { padding: 2px 8px; text-align: right; white-space: nowrap; }
.autograder-verdict mark {
  background: none;
  color: inherit;
  font-weight: 700;
  text-decoration: underline 2px var(--autograder-wrong);
  text-underline-offset: 0.25em;
}
.autograder-warning { color: var(--autograder-wrong); font-weight: 600; }
.autograder-form { max-width: 32rem; }
.autograder-form > * + *,
.autograder-receipt > * + * { margin-top: 12px; }
.autograder-form label { display: block; margin-bottom: 4px; font-weight: 600; }
.autograder-form input { width: 100%; box-sizing: border-box; }
:is(.autograder-form, .autograder-receipt) a { color: var(--autograder-accent); text-decoration: underline; }
.autograder-receipt dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0; }
.autograder-receipt dt { color: var(--autograder-quiet); }
.autograder-receipt dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.autograder-receipt { max-width: 32rem; }
@media (prefers-reduced-motion: reduce) {
  :is(.autograder-cell, .autograder-form, .autograder-receipt) * { transition: none !important; animation: none !important; }
}
`,""]),e.d(a,{},{A:i})},16(r){r.exports=function(r){var a=[];return a.toString=function(){return this.map(function(a){var e="",t=void 0!==a[5];return a[4]&&(e+="@supports (".concat(a[4],") {")),a[2]&&(e+="@media ".concat(a[2]," {")),t&&(e+="@layer".concat(a[5].length>0?" ".concat(a[5]):""," {")),e+=r(a),t&&(e+="}"),a[2]&&(e+="}"),a[4]&&(e+="}"),e}).join("")},a.i=function(r,e,t,o,n){"string"==typeof r&&(r=[[null,r,void 0]]);var i={};if(t)for(var d=0;d<this.length;d++){var u=this[d][0];null!=u&&(i[u]=!0)}for(var c=0;c<r.length;c++){var g=[].concat(r[c]);t&&i[g[0]]||(void 0!==n&&(void 0===g[5]||(g[1]="@layer".concat(g[5].length>0?" ".concat(g[5]):""," {").concat(g[1],"}")),g[5]=n),e&&(g[2]&&(g[1]="@media ".concat(g[2]," {").concat(g[1],"}")),g[2]=e),o&&(g[4]?(g[1]="@supports (".concat(g[4],") {").concat(g[1],"}"),g[4]=o):g[4]="".concat(o)),a.push(g))}},a}},15(r){r.exports=function(r){return r[1]}},7(r,a,e){e.r(a);var t=e(8),o=e.n(t),n=e(9),i=e.n(n),d=e(10),u=e.n(d),c=e(11),g=e.n(c),s=e(12),l=e.n(s),p=e(13),f=e.n(p),m=e(14),h={};h.styleTagTransform=f(),h.setAttributes=g(),h.insert=u().bind(null,"head"),h.domAPI=i(),h.insertStyleElement=l(),o()(m.A,h);let v=m.A&&m.A.locals?m.A.locals:void 0;e.d(a,{},{default:v})},8(r){var a=[];function e(r){for(var e=-1,t=0;t<a.length;t++)if(a[t].identifier===r){e=t;break}return e}function t(r,t){for(var o={},n=[],i=0;i<r.length;i++){var d=r[i],u=t.base?d[0]+t.base:d[0],c=o[u]||0,g="".concat(u," ").concat(c);o[u]=c+1;var s=e(g),l={css:d[1],media:d[2],sourceMap:d[3],supports:d[4],layer:d[5]};if(-1!==s)a[s].references++,a[s].updater(l);else{var p=function(r,a){var e=a.domAPI(a);return e.update(r),function(a){a?(a.css!==r.css||a.media!==r.media||a.sourceMap!==r.sourceMap||a.supports!==r.supports||a.layer!==r.layer)&&e.update(r=a):e.remove()}}(l,t);t.byIndex=i,a.splice(i,0,{identifier:g,updater:p,references:1})}n.push(g)}return n}r.exports=function(r,o){var n=t(r=r||[],o=o||{});return function(r){r=r||[];for(var i=0;i<n.length;i++){var d=e(n[i]);a[d].references--}for(var u=t(r,o),c=0;c<n.length;c++){var g=e(n[c]);0===a[g].references&&(a[g].updater(),a.splice(g,1))}n=u}}},10(r){var a={};r.exports=function(r,e){var t=function(r){if(void 0===a[r]){var e=document.querySelector(r);if(window.HTMLIFrameElement&&e instanceof window.HTMLIFrameElement)try{e=e.contentDocument.head}catch(r){e=null}a[r]=e}return a[r]}(r);if(!t)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");t.appendChild(e)}},12(r){r.exports=function(r){var a=document.createElement("style");return r.setAttributes(a,r.attributes),r.insert(a,r.options),a}},11(r,a,e){r.exports=function(r){var a=e.nc;a&&r.setAttribute("nonce",a)}},9(r){r.exports=function(r){if("u"<typeof document)return{update:function(){},remove:function(){}};var a=r.insertStyleElement(r);return{update:function(e){var t,o,n;t="",e.supports&&(t+="@supports (".concat(e.supports,") {")),e.media&&(t+="@media ".concat(e.media," {")),(o=void 0!==e.layer)&&(t+="@layer".concat(e.layer.length>0?" ".concat(e.layer):""," {")),t+=e.css,o&&(t+="}"),e.media&&(t+="}"),e.supports&&(t+="}"),(n=e.sourceMap)&&"u">typeof btoa&&(t+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(n))))," */")),r.styleTagTransform(t,a,r.options)},remove:function(){var r;null===(r=a).parentNode||r.parentNode.removeChild(r)}}}},13(r){r.exports=function(r,a){if(a.styleSheet)a.styleSheet.cssText=r;else{for(;a.firstChild;)a.removeChild(a.firstChild);a.appendChild(document.createTextNode(r))}}}}]);