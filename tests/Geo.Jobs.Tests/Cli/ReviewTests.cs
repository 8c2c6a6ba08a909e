using Geo.Core.Store;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Cli;

public sealed class ReviewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verdicts_are_kept_with_their_reasons_and_can_be_taken_back()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        using var store = WorkspaceStore.Open(new Workspace(_folder.File("ws")), TimeProvider.System);
        store.Write("test", null, null, writer => writer.Put("detections", new Feature("D1", Square(), new Dictionary<string, object?> { ["class"] = "stockpile", ["review"] = "candidate" })));

        var confirmed = geowfc.Done("review", "D1", "confirm", "--reason", "seen on site", "--json").Json;
        Assert.Equal(("confirmed", "seen on site"), (confirmed.GetProperty("review").GetString(), confirmed.GetProperty("review_reason").GetString()));
        geowfc.Done("review", "D1", "confirm", "--reason", "seen on site");
        Assert.Equal(2, Versions(store).Count); // said twice, written once
        geowfc.Done("review", "D1", "reject", "--reason", "coal yard");
        var withdrawn = geowfc.Done("review", "D1", "withdraw", "--json").Json;

        Assert.Equal("candidate", withdrawn.GetProperty("review").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, withdrawn.GetProperty("reviewed_at").ValueKind);
        Assert.Equal(["candidate", "confirmed", "rejected", "candidate"], Versions(store).Select(one => one.Feature.Properties["review"]));
        Assert.Equal("stockpile", store.Layer("detections").Get("D1").Properties["class"]);
        Assert.Equal(Environment.UserName, Versions(store)[^1].Author);
    }

    [Fact]
    public void A_detection_that_is_not_there_and_a_word_that_is_no_verdict_are_refused_in_one_line()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        Geowfc.Answer absent = geowfc.Run("review", "D9", "confirm"), wrong = geowfc.Run("review", "D9", "maybe");
        Assert.Equal(1, absent.Code);
        Assert.Contains("D9", absent.Errors, StringComparison.Ordinal);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("maybe", wrong.Errors, StringComparison.Ordinal);
        Assert.Single(wrong.Errors.Trim().Split('\n'));
    }

    private static IReadOnlyList<FeatureVersion> Versions(WorkspaceStore store) => store.Layer("detections").Versions("D1");

    private static MultiPolygon Square() => new([new Polygon(new LinearRing([new(110, 40), new(110.1, 40), new(110.1, 40.1), new(110, 40.1), new(110, 40)]))]);
}
