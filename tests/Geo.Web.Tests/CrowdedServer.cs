using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Web.Tests;

/// <summary>
/// The demo with 12,000 detections more, evenly strewn, and with mine sites and detections shown to visitors in cells of 2 km,
/// mine sites without their names.
/// </summary>
public sealed class CrowdedServer : DemoServer
{
    /// <summary>Detections besides the demo's own.</summary>
    public const int Strewn = 12_000;

    protected override void Prepare(string workspace)
    {
        using (var store = WorkspaceStore.Open(new Workspace(workspace), TimeProvider.System))
        {
            store.Write("test", null, null, writer => writer.Put("detections", Enumerable.Range(1, Strewn).Select(Detection)));
        }

        File.WriteAllText(Path.Combine(workspace, "visibility.json"), """
            {
              "mine-sites": {"without": ["name"], "grid_m": 2000}, "detections": {"grid_m": 2000},
              "volumes": "staff", "river-corridor": "staff"
            }
            """);
    }

    // The golden ratio's multiples are even in one direction, rows in the other.
    private static Feature Detection(int number)
    {
        double x = 109.96 + 0.44 * (number * 0.6180339887498949 % 1), y = 40.47 + 0.17 * number / Strewn;
        const double side = 0.0004;
        return new Feature($"X{number:00000}", GeometryFactory.Default.CreatePolygon([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side), new(x, y)]), new Dictionary<string, object?>
        {
            ["class"] = number % 3 == 0 ? "unrestored_pit" : "stockpile",
            ["probability"] = 0.9,
            ["acquired_at"] = new DateTimeOffset(2025, 6, 1, 3, 20, 0, TimeSpan.Zero),
            ["site_kind"] = "unlisted",
            ["town"] = "河东镇",
            ["review"] = "candidate",
        });
    }
}

/// <summary>One crowded server for the classes below.</summary>
[CollectionDefinition(Name)]
public sealed class CrowdedCollection : ICollectionFixture<CrowdedServer>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "crowded server";
}
