namespace Geo.Api.Ogc;

/// <summary>A plain page for people: title, trail of parents, body. No script; its style is <c>/page.css</c>.</summary>
internal sealed class Page(Request request, string title, Html body) : IResult
{
    /// <summary>Parents of this page, outermost first: path and title.</summary>
    public IReadOnlyList<(string Path, string Title)> Trail { get; init; } = [];

    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentLanguage = request.Language.Tag();
        await httpContext.Response.WriteAsync(Markup(httpContext).Text, httpContext.RequestAborted);
    }

    private Html Markup(HttpContext http)
    {
        var language = request.Language;
        string home = language.Pick("东河区矿山与固废遥感监测", "Donghe mines and waste from above");
        var other = language == Language.Zh ? Language.En : Language.Zh;
        string switched = http.Request.Path.ToUriComponent() + QueryString.Create(
            http.Request.Query.Where(q => q.Key != "lang").Append(new("lang", other.Tag()))).ToUriComponent();
        string json = http.Request.Path.ToUriComponent() + QueryString.Create(
            http.Request.Query.Where(q => q.Key != "f").Append(new("f", "json"))).ToUriComponent();
        string keep = http.Request.Query.ContainsKey("lang") ? $"?lang={language.Tag()}" : "";
        var trail = Html.Join(Trail.Prepend(("/", home)).Select(t => Html.Of($"<a href=\"{t.Item1}{keep}\">{t.Item2}</a> › ")));
        return Html.Of($"""
            <!doctype html>
            <html lang="{language.Tag()}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · GeoWfc</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/page.css">
            </head>
            <body>
            <header><nav>{trail}{title}</nav><nav><a href="/map">{language.Pick("地图", "Map")}</a> <a href="{json}">JSON</a> <a href="{switched}" hreflang="{other.Tag()}">{other.Pick("中文", "English")}</a></nav></header>
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>

            """);
    }

    /// <summary>A table with a header row; cells are escaped.</summary>
    public static Html Table(IEnumerable<string> head, IEnumerable<IEnumerable<Html>> rows)
    {
        var header = Html.Join(head.Select(h => Html.Of($"<th scope=\"col\">{h}</th>")));
        var lines = Html.Join(rows.Select(r => Html.Of($"<tr>{Html.Join(r.Select(c => Html.Of($"<td>{c}</td>")))}</tr>\n")));
        return Html.Of($"<div class=\"wide\"><table><thead><tr>{header}</tr></thead>\n<tbody>\n{lines}</tbody></table></div>\n");
    }

    /// <summary>Names and values, one a line.</summary>
    public static Html Facts(IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>\n{Html.Join(facts.Select(f => Html.Of($"<dt>{f.Name}</dt><dd>{f.Value}</dd>\n")))}</dl>\n");

    /// <summary>A list of links.</summary>
    public static Html List(IEnumerable<Link> links) =>
        Html.Of($"<ul>\n{Html.Join(links.Select(l => Html.Of($"<li><a href=\"{l.Href}\" rel=\"{l.Rel}\">{l.Title ?? l.Rel}</a></li>\n")))}</ul>\n");

    /// <summary>Escaped text.</summary>
    public static Html Text(object? value) => Html.Of($"{value}");
}
