using System.Globalization;
using System.Text.Json.Nodes;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Api.Scenes;
using Geo.Core.Imagery;
using Geo.Core.Reporting;
using Geo.Core.Store;
using Geo.Core.Store.People;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Recovery;
using Geo.Jobs.Jobs;

namespace Geo.Api.Mines;

/// <summary>A mine site's dossier: as a page, as DOCX, and its pictures apart.</summary>
internal static class DossierPages
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>GET /mine-sites/{code}/dossier</summary>
    public static IResult Get(string code, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var request = Request.Of(http);
        http.Response.Headers.CacheControl = "no-store";
        using var source = new DossierSource(store, Visitor.Of(http).May(Right.ReadStaff));
        DossierInput input = source.Input(code, cancel);
        return request.Format == Format.Html ? Page(request, input) : TypedResults.Json(Document(input), Json.Pages);
    }

    /// <summary>GET /mine-sites/{code}/dossier.docx</summary>
    public static async Task<IResult> GetDocx(string code, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string language = Request.Of(http).Language.Tag();
        http.Response.Headers.CacheControl = "no-store";
        byte[] docx = await Task.Run(() =>
        {
            using var source = new DossierSource(store, Visitor.Of(http).May(Right.ReadStaff));
            return source.Docx(code, language, cancel);
        }, cancel);
        return TypedResults.File(docx, Docx, DossierSource.FileName(code));
    }

    /// <summary>GET /mine-sites/{code}/chips/{when}.png?style=&amp;side=</summary>
    public static Task<IResult> Chip(string code, string when, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        if (when is not ("before" or "after")) throw new NotFoundException("picture of a mine site", when);
        string? Given(string name) => http.Request.Query.TryGetValue(name, out var v) ? v.ToString() : null;
        string style = Given("style") ?? ScenePicture.Styles[0];
        if (!ScenePicture.Styles.Contains(style)) throw Parameters.Wrong("style", $"'{style}' is no style", $"use one of {string.Join(", ", ScenePicture.Styles)}");
        string sideText = Given("side") ?? SiteChip.UsualSide.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(sideText, NumberStyles.None, CultureInfo.InvariantCulture, out int side) || side is < 64 or > 2048)
        {
            throw Parameters.Wrong("side", $"'{sideText}' is not a number of pixels from 64 to 2048", "give for example side=720");
        }

        http.Response.Headers.CacheControl = "no-cache";
        return Pictures.Drawn(() =>
        {
            using var source = new DossierSource(store, Visitor.Of(http).May(Right.ReadStaff));
            return source.Chip(source.Input(code, cancel), when, style, side, cancel) ?? throw new NotFoundException($"scene {when} works of mine site", code);
        }, cancel);
    }

    /// <summary>GET /mine-sites/{code}/curve.svg</summary>
    public static IResult Curve(string code, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        using var source = new DossierSource(store, Visitor.Of(http).May(Right.ReadStaff));
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(CoverCurve.Svg(source.Input(code, cancel), Request.Of(http).Language.Tag()), "image/svg+xml");
    }

    private static Page Page(Request request, DossierInput input)
    {
        string language = request.Language.Tag(), code = Uri.EscapeDataString(input.Site.Code), keep = $"?lang={language}";
        PrintedDocument document = Dossier.Of(input, language, Typefaces.Host.HasChinese);
        Html Shown(Picture picture) => picture.Name == "curve"
            ? new Html(CoverCurve.Svg(input, language))
            : Html.Of($"<img src=\"/mine-sites/{code}/chips/{picture.Name}.png\" width=\"{SiteChip.UsualSide}\" height=\"{SiteChip.UsualSide}\" alt=\"{picture.Alternative}\">");
        return new Page(request, document.Title, Html.Of($"""
            <p class="screen"><a href="/mine-sites/{code}/dossier.docx{keep}">{request.Language.Pick("下载 DOCX", "Download DOCX")}</a></p>
            <div class="dossier">
            {DocumentHtml.Of(document, Shown)}
            </div>
            """));
    }

    private static JsonObject Document(DossierInput input)
    {
        string code = Uri.EscapeDataString(input.Site.Code);
        JsonObject? Shown(Observation? o, string when) => o is null ? null : new JsonObject
        {
            ["scene_id"] = o.SceneId,
            ["observed_at"] = Json.Instant(o.ObservedAt),
            ["sensor"] = input.Scenes.TryGetValue(o.SceneId, out var scene) ? scene.Profile : null,
            ["valid_share"] = o.ValidShare,
            ["vegetation_cover_share"] = o.Cover,
            ["image"] = $"/mine-sites/{code}/chips/{when}.png",
        };
        Extent box = SiteChip.ExtentOf(input.Site.Geometry);
        return new JsonObject
        {
            ["code"] = input.Site.Code,
            ["as_known_on"] = Json.Instant(input.At),
            ["synthetic"] = input.Synthetic,
            ["pair"] = new JsonObject
            {
                ["before"] = Shown(input.Pair.Before, "before"),
                ["after"] = Shown(input.Pair.After, "after"),
                ["why"] = input.Pair.Why.Zh,
                ["why_en"] = input.Pair.Why.En,
                ["bbox_3857"] = new JsonArray(box.MinX, box.MinY, box.MaxX, box.MaxY),
            },
            ["verdict"] = new JsonObject { ["sentence"] = input.Verdict.Sentence.Zh, ["sentence_en"] = input.Verdict.Sentence.En },
            ["recovery"] = input.Recovery is not { } recovery ? null : new JsonObject
            {
                ["before_year"] = recovery.BeforeYear,
                ["after_year"] = recovery.AfterYear,
                ["area_m2"] = recovery.SiteArea.Value,
                ["area_m2_by_class"] = new JsonObject(recovery.Areas.Select(a => new KeyValuePair<string, JsonNode?>(a.Key == RecoveryClass.NoData ? "not_seen" : Core.Sites.StatusCode.Of(a.Key), a.Value.Value))),
            },
            ["docx"] = $"/mine-sites/{code}/dossier.docx",
            ["curve"] = $"/mine-sites/{code}/curve.svg",
        };
    }
}
