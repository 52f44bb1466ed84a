namespace Bursar.App.Reporting.Markup;

/// <summary>The style sheet of the page. System fonts, nothing loaded; screen light and dark, paper always light.</summary>
internal static class ReportStyle
{
    /// <summary>The CSS. It has no holes, and no character that markup would have to escape.</summary>
    public static readonly Html Css = Html.Of(
        $$$$"""
        :root{color-scheme:light;--bg:#fbfaf6;--card:#fff;--ink:#1c2024;--soft:#565e66;--line:#e3dfd4;--rail:#ebe8df;--accent:#0b6b62;--fill:#0b6b62;--gap:#0b6b6222;
        --good:#12623a;--goodbg:#eaf4ec;--bad:#a1260d;--badbg:#fbece7;--onbar:#fff;
        --c0:#0b6b62;--c1:#c08a2d;--c2:#4a6fa5;--c3:#a5533f;--c4:#6d8b3c;--c5:#7b5a94;--c6:#3d8fa3;--c7:#8a8578;
        --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;
        --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,Georgia,"Liberation Serif",serif;
        --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
        @media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#121517;--card:#191d20;--ink:#e9e6df;--soft:#a3abb2;--line:#2e3438;--rail:#2a3034;
        --accent:#6fd3c4;--fill:#43a899;--gap:#43a89933;--good:#86d6a4;--goodbg:#15261c;--bad:#ff9c85;--badbg:#2f1a15;--onbar:#0d1113;
        --c0:#43a899;--c1:#d9a84e;--c2:#7fa3d6;--c3:#d2826d;--c4:#9dbb68;--c5:#ac8dc6;--c6:#6bbccf;--c7:#a8a295}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.6 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        main{max-width:62rem;margin:0 auto;padding:4rem 1.5rem 3rem}
        h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.15;letter-spacing:-.01em;text-wrap:balance}
        h1{font-size:clamp(2.1rem,1.4rem + 3.4vw,3.5rem);margin:.2rem 0 1rem}
        h2{font-size:1.9rem;margin:4rem 0 1.25rem;padding-top:1.25rem;border-top:1px solid var(--line)}
        h3{font-size:1.35rem;margin:0 0 .6rem}
        h4{font-size:1rem;font-weight:600;margin:1.75rem 0 .75rem}
        p{margin:.5rem 0}
        a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
        a:focus-visible,.scroll:focus-visible,pre:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        .kicker{margin:0;color:var(--accent);font-size:.82rem;font-weight:600;letter-spacing:.1em;text-transform:uppercase}
        .lead{max-width:44rem;font-family:var(--serif);font-size:1.25rem;line-height:1.5;color:var(--soft)}
        dl,dd{margin:0}
        dt,.name,.sub,.note,caption,figcaption,th{color:var(--soft)}
        .meta{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1.75rem 0 2rem}
        .meta dt,.tiles .name,.facts dt{font-size:.82rem}
        .verdict{display:flex;gap:1.1rem;align-items:flex-start;padding:1.3rem 1.5rem;border-radius:.75rem}
        .verdict svg{flex:none;width:2.4rem;height:2.4rem;padding:.45rem;border-radius:50%;fill:none;stroke:var(--card);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
        .verdict p{margin:0}.verdict ul{margin:.4rem 0;padding-left:1.2rem}
        .verdict .word{font-family:var(--serif);font-size:1.45rem;font-weight:600;line-height:1.25;margin-bottom:.25rem}
        .good{background:var(--goodbg)}.good .word{color:var(--good)}.good svg{background:var(--good)}
        .bad{background:var(--badbg)}.bad .word{color:var(--bad)}.bad svg{background:var(--bad)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1.5rem;margin:2.25rem 0}
        .tiles p{margin:0}
        .tiles .value{font-family:var(--serif);font-size:2.15rem;line-height:1.25;font-variant-numeric:lining-nums tabular-nums}
        .tiles .value bdi{font-size:.55em;color:var(--soft)}
        .sub,.note,figcaption{font-size:.88rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;margin:0;padding:.9rem 0 0;border-top:1px solid var(--line);list-style:none}
        article{margin:0 0 3rem}article+article{padding-top:2rem;border-top:1px solid var(--line)}
        .tag{font:600 .78rem var(--sans);vertical-align:.25em;padding:.15rem .5rem;border:1px solid var(--line);border-radius:.4rem;color:var(--soft);letter-spacing:.03em}
        .powers{margin:.75rem 0 1.25rem;padding:0;list-style:none}
        .powers li{padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--accent);font-family:var(--serif);font-size:1.15rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:.85rem 2.5rem;margin:1.25rem 0}
        .facts dd{line-height:1.45}
        .hex,.hx,code,pre{font-family:var(--mono);font-size:.86em}
        .hex{overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
        .hx{white-space:nowrap;user-select:all;-webkit-user-select:all}
        .hx i{font-size:0}.hx i::before{content:"…";font-size:.86rem;font-style:normal}
        .break,.exact{display:block}
        .exact{font-size:.82rem;color:var(--soft)}.base{font-family:var(--mono);user-select:all;-webkit-user-select:all}
        .meters{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem 2.5rem;margin:1.25rem 0}
        .meters p{margin:0}.meters .name{display:flex;justify-content:space-between}.meters b{color:var(--ink)}
        .meters svg{display:block;width:100%;height:.6rem;border-radius:.3rem;margin:.3rem 0}
        .rail{fill:var(--rail)}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:1.5rem;margin:1.75rem 0}
        figure{margin:0;padding:1.1rem 1.2rem 1.2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
        figure h4{margin:0 0 .5rem}figure svg{display:block;width:100%;height:auto}
        figcaption b{color:var(--ink);font-weight:600}
        svg text{font:12px var(--sans);fill:var(--soft);font-variant-numeric:tabular-nums}
        svg .big{font:600 22px var(--serif);fill:var(--ink)}svg .count{font-size:11px;fill:var(--ink)}
        svg .measure{font-size:13px}svg .v{fill:var(--ink);font-weight:600}
        .grid{stroke:var(--line);fill:none}.axis{stroke:var(--soft);fill:none}
        .equal{stroke:var(--soft);stroke-dasharray:4 4;fill:none}.curve{stroke:var(--fill);stroke-width:2.5;fill:none;stroke-linejoin:round}
        .gap,.area{fill:var(--gap)}.bar{fill:var(--fill)}g:hover>.bar{opacity:.8}
        .track{stroke:var(--fill);stroke-width:3;opacity:.45;fill:none}.full{fill:var(--fill)}.hollow{fill:var(--card);stroke:var(--fill);stroke-width:2.5}.between{fill:var(--card);stroke:var(--soft);stroke-width:1.5}
        .allocation{display:block;width:100%;height:auto;min-height:1.4rem;margin-bottom:.5rem}.allocation text{font:600 15px var(--sans);fill:var(--onbar)}
        .swatch{display:inline-block;width:.75em;height:.75em;border-radius:.2em;margin-right:.6em;background:currentColor}
        .c0{fill:var(--c0);color:var(--c0)}.c1{fill:var(--c1);color:var(--c1)}.c2{fill:var(--c2);color:var(--c2)}.c3{fill:var(--c3);color:var(--c3)}
        .c4{fill:var(--c4);color:var(--c4)}.c5{fill:var(--c5);color:var(--c5)}.c6{fill:var(--c6);color:var(--c6)}.c7{fill:var(--c7);color:var(--c7)}
        .scroll{overflow-x:auto;margin:1.25rem 0 .75rem}
        table{width:100%;border-collapse:collapse;font-size:.92rem}
        caption{text-align:left;font-weight:600;color:var(--ink);font-size:1rem;padding-bottom:.4rem}
        th,td{padding:.5rem 1rem .5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);min-width:3.5rem;max-width:26rem}
        th{font-weight:400}thead th{font-size:.82rem}tbody th,tfoot th{color:var(--ink)}
        tfoot th,tfoot td{font-weight:600;border-bottom:0}
        .num{text-align:right;white-space:nowrap;padding-right:1.25rem}th:last-child,td:last-child{padding-right:0}
        time{white-space:nowrap}
        .ok{color:var(--good);white-space:nowrap}.no{color:var(--bad);font-weight:600;white-space:nowrap}
        .commands{padding-left:1.3rem}.commands p{margin:0}
        pre{position:relative;margin:.35rem 0 1rem;padding:.75rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;white-space:pre-wrap}
        .files a{margin-right:1rem}
        .words{display:grid;gap:.9rem;max-width:44rem}.words dt{font-weight:600;color:var(--ink)}.words dd{color:var(--soft)}
        button{font:.78rem var(--sans);margin-left:.6rem;padding:.05rem .5rem;color:var(--soft);background:none;border:1px solid var(--line);border-radius:.35rem;cursor:pointer}
        button:hover{color:var(--ink);border-color:var(--soft)}
        footer{margin-top:4rem;padding-top:1.25rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
        @media(max-width:40rem){main{padding-top:2rem}.allocation text{display:none}figure{padding:.9rem .75rem}h2{margin-top:3rem}.verdict{padding:1.1rem}}
        @page{margin:16mm 15mm}
        @media print{:root{--bg:#fff}body{font-size:10pt}main{max-width:none;padding:0}nav,button{display:none}h1{font-size:26pt}h2{font-size:17pt;margin-top:1.6rem}
        h2,h3,h4,caption{break-after:avoid}figure,.verdict,.tiles,.meters,.facts,tr,pre{break-inside:avoid}.scroll{overflow:visible}table{font-size:8.5pt}th,td{min-width:0}
        thead{display:table-header-group}tfoot{display:table-row-group}.plots{grid-template-columns:1fr 1fr;gap:1rem}.tiles{grid-template-columns:repeat(4,1fr)}.tiles .value{font-size:16pt}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """);

    /// <summary>Adds copy buttons where the browser has a clipboard. The page needs none of it.</summary>
    public static readonly Html Script = Html.Of(
        $$$$"""
        if(navigator.clipboard)for(const e of document.querySelectorAll("[data-copy]")){const b=document.createElement("button");b.type="button";b.textContent="Copy";
        b.setAttribute("aria-label","Copy "+e.dataset.copy);b.addEventListener("click",async function(){await navigator.clipboard.writeText(e.dataset.copy);b.textContent="Copied";
        setTimeout(function(){b.textContent="Copy"},1500)});(e.closest("a")||e).after(b)}
        """);
}
