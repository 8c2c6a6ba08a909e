using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Measure;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.People;
using NetTopologySuite.Geometries;

namespace Geo.Api.Features;

/// <summary>One state of a row of a register.</summary>
/// <param name="Revision">The revision that wrote it.</param>
/// <param name="ValidFrom">Since when it held, UTC.</param>
/// <param name="ValidTo">Until when; null for the present one.</param>
/// <param name="Author">Who wrote it; null to who is not staff.</param>
/// <param name="RunId">The run that wrote it; null where a person did.</param>
/// <param name="GeometryChanged">The outline is another than before; true for the first.</param>
/// <param name="PropertiesChanged">Names of properties that are others than before; all that are stated, for the first.</param>
/// <param name="AreaM2">Ground of its polygons on the ellipsoid; null for none, and where only the cell round it is shown.</param>
/// <param name="LengthM">Length of its lines; null for none.</param>
/// <param name="Geometry">The outline where it changed, null where it is the one before's or was taken away.</param>
internal sealed record ItemVersion(
    long Revision, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo, string? Author, string? RunId, bool GeometryChanged, IReadOnlyList<string> PropertiesChanged,
    double? AreaM2, double? LengthM, JsonElement? Geometry);

/// <summary>What a row of a register was before, and who wrote it: the history table over HTTP.</summary>
internal static class ItemVersions
{
    /// <summary>GET /collections/{id}/items/{fid}/versions: oldest first. Readable as the row itself; its authors are staff's.</summary>
    public static IResult Get(string id, string fid, HttpContext http, Visitor visitor, WorkspaceStore store)
    {
        var layer = Collections.Readable(id, http);
        if (!RegisterEdit.IsRegister(layer.Id)) throw new NotFoundException("register", layer.Id);
        store.Layer(layer.Id).Get(fid);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new { collection = layer.Id, id = fid, versions = Of(store.Layer(layer.Id).Versions(fid), layer, visitor.May(Right.ReadStaff), CoarseView.Layer(layer.Id, http)?.GridMetres is not null) }, Json.Pages);
    }

    private static List<ItemVersion> Of(IReadOnlyList<FeatureVersion> stored, LayerDefinition layer, bool staff, bool coarse)
    {
        var told = new List<ItemVersion>(stored.Count);
        Feature? before = null;
        foreach (var version in stored)
        {
            var now = version.Feature;
            bool moved = before is null || !Same(before.Geometry, now.Geometry);
            string[] changed = [.. layer.Columns.Select(c => c.Name).Where(name => name != "run_id" && !Same(before?.Properties.GetValueOrDefault(name), now.Properties.GetValueOrDefault(name)))];
            if (before is not null && !moved && changed.Length == 0 && told[^1].ValidTo == version.ValidFrom)
            {
                told[^1] = told[^1] with { ValidTo = version.ValidTo }; // what changed is not shown to this visitor
                continue;
            }

            before = now;
            told.Add(new ItemVersion(
                version.Revision, version.ValidFrom, version.ValidTo, staff ? version.Author : null, layer.Column("run_id") is null ? null : version.RunId, moved, changed,
                now.Geometry is IPolygonal && !coarse ? Ellipsoid.Area(now.Geometry).Value : null, now.Geometry is ILineal && !coarse ? Ellipsoid.Length(now.Geometry) : null,
                moved && now.Geometry is not null ? GeoJson.Element(now.Geometry) : null));
        }

        return told;
    }

    private static bool Same(Geometry? a, Geometry? b) => a is null || b is null ? a is null && b is null : a.EqualsExact(b);

    private static bool Same(object? a, object? b) => (a, b) is (IEnumerable<string> x, IEnumerable<string> y) ? x.SequenceEqual(y) : Equals(a, b);
}
