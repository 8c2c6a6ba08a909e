using System.Globalization;
using System.Text.Json.Nodes;
using Geo.Api.Ogc;
using Geo.Api.Scenes;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Core.Volumes;
using Geo.Jobs.Jobs;
using NetTopologySuite.Geometries;

namespace Geo.Api.Dumps;

/// <summary>What is drawn of a measured volume, and the toe line that is proposed for a dump. Measuring itself is a run of kind volume.</summary>
internal static class VolumePages
{
    /// <summary>Pixels of a relief picture's longer side where none are asked for.</summary>
    public const int UsualSide = 640, LeastSide = 64, MostSide = 2048;

    private const int MostCorners = 200;

    /// <summary>GET /volumes/{id}/profile.json?line=lon,lat,lon,lat</summary>
    public static async Task<IResult> Profile(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var (section, crs) = await Section(id, http, store, cancel);
        JsonNode? Number(double value, int decimals) => double.IsNaN(value) ? null : JsonValue.Create(Math.Round(value, decimals));
        var toLonLat = GeometryTransform.Of(crs, WellKnown.Crs84);
        var line = (LineString)toLonLat(new LineString([new(section[0].X, section[0].Y), new(section[^1].X, section[^1].Y)]));
        return TypedResults.Json(new JsonObject
        {
            ["volume_id"] = id,
            ["from"] = new JsonArray(Number(line.StartPoint.X, GeoJson.Decimals), Number(line.StartPoint.Y, GeoJson.Decimals)),
            ["to"] = new JsonArray(Number(line.EndPoint.X, GeoJson.Decimals), Number(line.EndPoint.Y, GeoJson.Decimals)),
            ["points"] = new JsonArray([.. section.Select(p => new JsonObject
            {
                ["distance_m"] = Number(p.DistanceM, 3), ["surface_m"] = Number(p.SurfaceM, 3), ["base_m"] = Number(p.BaseM, 3),
            })]),
        }, Json.Pages);
    }

    /// <summary>GET /volumes/{id}/profile.svg?line=</summary>
    public static async Task<IResult> ProfileSvg(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        var (section, _) = await Section(id, http, store, cancel);
        return TypedResults.Text(SectionDrawing.Svg(section, Request.Of(http).Language.Tag()), "image/svg+xml");
    }

    /// <summary>GET /volumes/{id}/relief.png?side=</summary>
    public static Task<IResult> Relief(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string given = http.Request.Query.TryGetValue("side", out var asked) ? asked.ToString() : UsualSide.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int side) || side is < LeastSide or > MostSide)
        {
            throw Parameters.Wrong("side", $"'{given}' is not a number of pixels from {LeastSide} to {MostSide}", "give for example side=640");
        }

        http.Response.Headers.CacheControl = "no-cache";
        return Pictures.Drawn(() =>
        {
            using var source = new VolumeSource(store);
            var (surface, toe, _) = source.Measured(id);
            return ShadedRelief.Png(surface, toe, side, CrossSection.LongestAxis(toe), cancel);
        }, cancel);
    }

    /// <summary>GET /dumps/{code}/toe?dsm=</summary>
    public static async Task<IResult> Toe(string code, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        string? dsm = http.Request.Query["dsm"].ToString() is { Length: > 0 } named ? named : null;
        http.Response.Headers.CacheControl = "no-cache";
        var (proposed, lonLat, scene) = await Task.Run(() =>
        {
            using var source = new VolumeSource(store);
            return source.Propose(code, dsm, cancel);
        }, cancel);
        return TypedResults.Json(new
        {
            type = "Feature",
            geometry = GeoJson.Element(lonLat),
            properties = new
            {
                site_code = code,
                dsm = scene,
                is_pit = proposed.IsPit,
                threshold_m = proposed.ThresholdM,
                ground_sigma_m = proposed.GroundSigmaM,
                remarks = proposed.Remarks,
            },
        }, Json.Pages, Media.GeoJson);
    }

    private static async Task<(IReadOnlyList<SectionPoint> Section, Core.SpatialReference Crs)> Section(string id, HttpContext http, WorkspaceStore store, CancellationToken cancel)
    {
        LineString? line = http.Request.Query["line"].ToString() is { Length: > 0 } text ? Line(text) : null;
        http.Response.Headers.CacheControl = "no-cache";
        return await Task.Run(() =>
        {
            using var source = new VolumeSource(store);
            var (surface, toe, options) = source.Measured(id);
            var placed = line is null ? null : (LineString)GeometryTransform.Transform(line, WellKnown.Crs84, surface.Grid.Crs);
            return (CrossSection.Along(surface, toe, options, VolumeRules.Default, placed, cancel), surface.Grid.Crs);
        }, cancel);
    }

    private static LineString Line(string text)
    {
        double[] n = Parameters.Numbers("line", text);
        bool good = n.Length >= 4 && n.Length <= 2 * MostCorners && n.Length % 2 == 0;
        for (int i = 0; good && i < n.Length; i++) good = Math.Abs(n[i]) <= (i % 2 == 0 ? 180 : 90);
        if (!good) throw Parameters.Wrong("line", "it is no line", $"give longitudes and latitudes of 2 to {MostCorners} corners: line=110.1,40.5,110.2,40.6");
        Coordinate[] corners = [.. Enumerable.Range(0, n.Length / 2).Select(i => new Coordinate(n[2 * i], n[2 * i + 1]))];
        return corners.Distinct().Count() > 1 ? new LineString(corners) : throw Parameters.Wrong("line", "its corners are one place", "give two different places");
    }
}
