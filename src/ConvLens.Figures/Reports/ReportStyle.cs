namespace ConvLens.Figures.Reports;

/// <summary>How a report looks: system fonts, light and dark on screen, always light on paper.</summary>
internal static class ReportStyle
{
    // Dark colours stand behind "screen", so that print never sees them. No character of it needs escaping in XML.
    public const string Css = """
        :root{color-scheme:light;--paper:#f7f7f5;--card:#fff;--ink:#1c1d20;--soft:#5c5f66;--line:#e1e1dc;--accent:#1d5fa8}
        @media screen and (prefers-color-scheme:dark){
        :root{color-scheme:dark;--paper:#131417;--card:#1b1d21;--ink:#e7e7e4;--soft:#a3a6ad;--line:#303339;--accent:#86b8f2;
        --chart-1:#5fb0ea;--chart-2:#ff9354;--chart-3:#3fcf9f;--chart-4:#e39ac4;--chart-5:#f0b840;--chart-6:#9ad4f5}
        }
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0 auto;max-width:1132px;padding:56px 16px 72px;background:var(--paper);color:var(--ink);
        font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        h1{margin:0 0 12px;font-size:2.1rem;line-height:1.15;letter-spacing:-.02em;font-weight:680;text-wrap:balance}
        h2{margin:0 0 14px;font-size:1.35rem;line-height:1.25;letter-spacing:-.01em;font-weight:640}
        p{margin:0 0 14px;max-width:70ch}
        .lead{margin-bottom:28px;font-size:1.15rem;color:var(--soft)}
        a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}
        h1,h2,p,dd,figcaption,td,th{overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:18px 28px;margin:0 0 28px;padding:22px 0;
        border:solid var(--line);border-width:1px 0}
        dl div{min-width:0}
        dt{font-size:.8rem;color:var(--soft)}
        dd{margin:1px 0 0;font-weight:560;font-variant-numeric:tabular-nums}
        nav ol{display:flex;flex-wrap:wrap;gap:6px 26px;margin:0;padding:0;list-style:none;counter-reset:part}
        nav li{counter-increment:part}
        nav li::before{content:counter(part) "\2002";color:var(--soft);font-variant-numeric:tabular-nums}
        section{margin-top:52px;scroll-margin-top:20px}
        .card{margin:0 0 22px;background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
        .figures{display:flex;flex-wrap:wrap;gap:0 22px;align-items:flex-start}
        .figures .card{flex:1 1 auto;min-width:0;max-width:100%}
        .drawing{padding:8px 10px;overflow-x:auto}
        .drawing svg{display:block}
        main{counter-reset:figure}
        figure{counter-increment:figure}
        figcaption{width:0;min-width:100%;padding:12px 24px 15px;border-top:1px solid var(--line);font-size:.92rem;color:var(--soft)}
        figcaption::before{content:"Figure " counter(figure) "\2002";font-weight:620;color:var(--ink)}
        summary{padding:10px 24px;font-weight:560;cursor:pointer}
        details[open]>summary{border-bottom:1px solid var(--line)}
        details details{margin:0 14px 14px}
        .drawing{text-align:center}
        .drawing svg{margin:0 auto}
        .table{overflow-x:auto}
        table{width:100%;border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
        th,td{padding:8px 24px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:normal}
        th{font-size:.8rem;font-weight:560;color:var(--soft);white-space:nowrap}
        tbody tr:last-child td{border-bottom:0}
        .number{text-align:right;white-space:nowrap}
        @media screen and (max-width:760px){
        body{padding:28px 14px 48px}
        h1{font-size:1.65rem}
        .sheet svg{max-width:none !important}
        dl{grid-template-columns:repeat(auto-fill,minmax(140px,1fr))}
        th,td{padding:8px 12px}
        th{white-space:normal}
        figcaption{width:0;min-width:100%;padding:10px 16px 13px}
        }
        @media print{
        @page{size:A4;margin:16mm 14mm}
        :root{--paper:#fff;--card:#fff}
        body{max-width:none;padding:0;font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        a{color:inherit;text-decoration:none}
        h1,h2,p{break-after:avoid}
        p{break-inside:avoid}
        section+section{break-before:page;margin-top:0}
        dl{margin-bottom:18px;padding:12px 0;gap:8px 24px}
        figcaption{padding:8px 16px 10px;font-size:9pt}
        th,td{padding:5px 16px}
        section{margin-top:30px}
        header{margin-bottom:-8px}
        .figures .sheet{flex-basis:100%}
        .figures .chart{flex-basis:40%}
        .sheet:not(.tall) svg{width:auto;max-height:205mm}
        .card:not(.tall),tr,dl div{break-inside:avoid}
        .drawing,.table{overflow:visible}
        thead{display:table-header-group}
        }
        """;
}
