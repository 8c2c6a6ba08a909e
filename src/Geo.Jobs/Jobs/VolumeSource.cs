using System.Text.Json;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Core.Volumes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Geo.Jobs.Jobs;

/// <summary>Surfaces and toe lines of a workspace's dumps, opened for measuring and drawing. One thread; what was opened closes with it.</summary>
public sealed class VolumeSource(WorkspaceStore store) : IDisposable
{
    private static readonly JsonSerializerOptions GeoJsonStyle = new() { Converters = { new GeoJsonConverterFactory() } };

    private readonly List<HeightRaster> _open = [];

    /// <summary>The heights of a scene.</summary>
    /// <exception cref="NotFoundException">There is no such scene.</exception>
    /// <exception cref="InputException">It holds no heights.</exception>
    public HeightSurface Surface(string sceneId)
    {
        HeightRaster raster = HeightRaster.Of(store.Scenes.Get(sceneId), store.Workspace.Scenes);
        _open.Add(raster);
        return HeightSurface.Of(raster);
    }

    /// <summary>A dump's row.</summary>
    /// <exception cref="NotFoundException">There is no such dump.</exception>
    public Feature Dump(string code) => store.Layer("dumps").Find(code) ?? throw new NotFoundException("dump", code);

    /// <summary>The youngest surface model whose picture meets a dump; null where there is none.</summary>
    public Scene? YoungestSurface(Feature dump) => dump?.Geometry is not { } outline ? null
        : store.Scenes.List().Where(s => s.Profile == "dsm" && s.Footprint.Intersects(outline)).MaxBy(s => s.AcquiredAt);

    /// <summary>A proposed toe line of a dump, as longitude and latitude, with how it was found.</summary>
    /// <param name="code">The dump.</param>
    /// <param name="sceneId">The surface model; null takes the youngest.</param>
    /// <param name="cancel">Stops between rounds.</param>
    /// <exception cref="InputException">There is no outline, no surface model, or nothing stands out of the ground.</exception>
    public (ProposedToe Proposed, MultiPolygon LonLat, string SceneId) Propose(string code, string? sceneId, CancellationToken cancel)
    {
        Feature dump = Dump(code);
        if (dump.Geometry is not (Polygon or MultiPolygon)) throw new InputException($"dump {code}", "geometry", "the register has no outline of it", "draw the toe line by hand");
        string scene = sceneId ?? YoungestSurface(dump)?.Id
            ?? throw new InputException($"dump {code}", "dsm", "no surface model shows it", "take one in with geowfc ingest FILE --profile dsm");
        HeightSurface surface = Surface(scene);
        var proposed = ToeProposal.Of(surface, GeometryTransform.Transform(dump.Geometry, WellKnown.Crs84, surface.Grid.Crs), VolumeRules.Default, cancel);
        return (proposed, (MultiPolygon)GeometryTransform.Transform(proposed.Toe, surface.Grid.Crs, WellKnown.Crs84), scene);
    }

    /// <summary>A stored measurement's surface, toe line in its plane, and base.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    /// <exception cref="InputException">Its scene is gone.</exception>
    public (HeightSurface Surface, Geometry Toe, VolumeOptions Options) Measured(string volumeId)
    {
        Feature row = store.Layer("volumes").Get(volumeId);
        HeightSurface surface = Surface((string)row.Properties["dsm"]!);
        HeightSurface? earlier = row.Properties["earlier_dsm"] is string other ? Surface(other) : null;
        VolumeBase basis = earlier is not null ? VolumeBase.Model : ParseBase((string)row.Properties["base"]!);
        return (surface, GeometryTransform.Transform(row.Geometry!, WellKnown.Crs84, surface.Grid.Crs), new VolumeOptions(basis, earlier));
    }

    /// <summary>A base by its name.</summary>
    /// <exception cref="InputException">There is no such base.</exception>
    public static VolumeBase ParseBase(string name) => name switch
    {
        "plane" => VolumeBase.Plane,
        "triangulated" => VolumeBase.Triangulated,
        "lowest" => VolumeBase.Lowest,
        "model" => VolumeBase.Model,
        _ => throw new InputException("volume", "base", $"'{name}' is no base", "use plane, triangulated, lowest, or model with an earlier scene of heights"),
    };

    /// <summary>A toe line as GeoJSON: a geometry, a feature, or a collection whose polygons belong together.</summary>
    /// <exception cref="InputException">It is no polygon.</exception>
    internal static Geometry Toe(JsonElement geoJson)
    {
        const string mend = "send a GeoJSON Polygon or MultiPolygon, longitude first";
        try
        {
            string? type = geoJson.ValueKind == JsonValueKind.Object && geoJson.TryGetProperty("type", out var t) ? t.GetString() : null;
            return type switch
            {
                "Feature" => Toe(geoJson.GetProperty("geometry")),
                "FeatureCollection" => Together([.. geoJson.GetProperty("features").EnumerateArray().Select(Toe)]),
                _ => ToeFile.Checked(geoJson.Deserialize<Geometry>(GeoJsonStyle), "toe line"),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw new InputException("toe line", "toe", "this is no GeoJSON polygon", mend, e);
        }
    }

    private static Geometry Together(Geometry[] parts) => parts.Length == 1
        ? parts[0]
        : new GeometryFactory().CreateMultiPolygon([.. parts.SelectMany(p => Enumerable.Range(0, p.NumGeometries).Select(i => (Polygon)p.GetGeometryN(i)))]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HeightRaster raster in _open) raster.Dispose();
    }
}
