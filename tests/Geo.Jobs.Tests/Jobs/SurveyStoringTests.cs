using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Detection;
using Geo.Core.Imagery;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Jobs;

public sealed class SurveyStoringTests : IDisposable
{
    private static readonly DateTimeOffset Surveyed = new(2025, 7, 14, 3, 21, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A worker may die between its transaction and the ledger's "done"; the run is then executed again.
    [Fact]
    public void A_survey_stored_again_keeps_the_verdicts_given_since()
    {
        using var store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
        Store(store, Found(110.00), Found(110.02));
        string[] ids = [.. Detections(store).Select(one => one.Id).Order(StringComparer.Ordinal)];
        DetectionReview.Write(store, ids[0], "confirm", "seen on site", "officer", Surveyed);

        Store(store, Found(110.00) with { Probability = 0.75 }, Found(110.02));

        var again = Detections(store).ToDictionary(one => one.Id);
        Assert.Equal(ids, again.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("confirmed", "seen on site", 0.75), (again[ids[0]].Properties["review"], again[ids[0]].Properties["review_reason"], again[ids[0]].Properties["probability"]));
        Assert.Equal("candidate", again[ids[1]].Properties["review"]);
    }

    [Fact]
    public void A_detection_tells_the_town_that_it_lies_in()
    {
        using var store = WorkspaceStore.Create(new Workspace(_folder.File("ws")), TimeProvider.System);
        store.Write("test", null, null, writer => writer.Put("towns", new Feature("T1", Square(110, 0.01), new Dictionary<string, object?> { ["code"] = "T1", ["name"] = "河东镇" })));
        Store(store, Found(110.00), Found(110.02));
        Assert.Equal(["河东镇", null], Detections(store).OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Properties["town"]));
    }

    private static void Store(WorkspaceStore store, params DetectionPolygon[] found)
    {
        var grid = new Grid(GeoTransform.NorthUp(110, 41, 1e-4, 1e-4), 1000, 1000, WellKnown.Crs84);
        var scene = new Scene("scene", "generic", Surveyed, grid, [], null, "scene.tif", null, "00", Square(110, 0.1), 1, 0, false);
        var counts = new Dictionary<string, int> { ["stockpile"] = found.Length };
        var result = new SurveyResult(found, counts, 10_000, new Dictionary<string, long>(), 0, 0);
        var survey = new SurveyRecord("s-1", "survey-1", "default", "hash", [scene], new SurveyOptions(), result, 10_000);
        store.Write("test", null, null, writer => SurveyStoring.Write(writer, store, survey, Surveyed));
    }

    private static DetectionPolygon Found(double west) => new("stockpile", Square(west, 0.001), 0.9, new SquareMetres(9_400), 94);

    private static MultiPolygon Square(double west, double side) =>
        new([new Polygon(new LinearRing([new(west, 40.5), new(west + side, 40.5), new(west + side, 40.5 + side), new(west, 40.5 + side), new(west, 40.5)]))]);

    private static IReadOnlyList<Feature> Detections(WorkspaceStore store) => [.. store.Layer("detections").Items(ItemsRequest.All)];
}
